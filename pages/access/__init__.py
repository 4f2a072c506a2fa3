"""Who may see the pages, and what protects those who do.

For a page the ways in are `entrance.has_entered` and `visitor.current_desk`. Before it, every request passes
`door.LoginDoor` and the other doors.
"""

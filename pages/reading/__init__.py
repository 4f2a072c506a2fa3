"""How a file is read: the analyst sees it, changes it, and has the file counted so.

The way in is `form.show_form`.
"""

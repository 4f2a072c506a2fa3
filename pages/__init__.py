"""The dashboard's pages. README.md beside this file is their map; every request begins in `main.main`."""

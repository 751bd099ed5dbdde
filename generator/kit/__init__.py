"""The section for a CMS that takes nothing but pasted text: fragments, files, steps for a person.

``pages`` reads a finished public build, ``fragment`` leaves of a page what an editor of a CMS
keeps, ``addresses`` knows where the CMS has put pages and files, ``making`` lays the kit out and
tells what has changed since it was carried over last. Nothing here sees a record of the data.
"""

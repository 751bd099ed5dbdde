"""Tables in and out: banks as Excel and Word, lists of people and answers to surveys from files.

A file is read whole into a plan that accounts for every cell; only then is anything written.
"""

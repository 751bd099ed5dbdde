"""Brings a finished public build to a hosting: the right bytes, only they, and back again.

``targets`` says where to, ``inspection`` whether at all, ``planning`` what would change,
``sending`` does it, ``history`` remembers, and ``stores`` speak the protocols. Nothing here
builds a site or asks a person.
"""

"""Page descriptions: where a page stands and what its template is given. No HTML, no files."""

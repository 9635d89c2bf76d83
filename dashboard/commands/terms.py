"""`safermark terms`: which words to avoid, which to prefer and why."""

from dashboard.commands.options import AsJson, new_app

app = new_app()


@app.command()
def terms(as_json: AsJson = False) -> None:
    """Which words to avoid, which to prefer and why; what stands from memory is marked as unverified."""
    from dashboard.commands.printing import print_json, print_line
    from dashboard.commands.terms_text import print_terms, terms_as_tree
    from frameworks.registers.terminology import load_terminology

    register = load_terminology()
    if as_json:
        print_json(terms_as_tree(register))
        return
    print_terms(register)
    print_line()
    print_line("Notes are searched for the rows marked *; what is found is suggested, never refused.")

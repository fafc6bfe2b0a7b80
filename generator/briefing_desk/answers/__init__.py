"""What a command answers, as text, Markdown or JSON: problems, changes, explanations.

Others import the modules that `__all__` names; the rest is its own.
"""

__all__ = ["changes_json", "changes_text", "explanation", "problem_formats"]

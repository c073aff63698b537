"""The wall round a learner's or a foreign course's Python: run it elsewhere, get plain values back.

    from tutor.sandbox.limits import Limits
    from tutor.sandbox.running import run, warm

    result = run("tutor.sandbox.text:execute", {"code": text, "wanted": ["dW"]}, trusted=True)
    result.status, result.value, result.entries, result.output, result.message, result.walled

`run` calls a function of ours, named "package.module:function", in a child process that can read
Python's own folders (and those named), write one temporary folder, and reach nothing else. The
function gets its arguments, and gives its value back, as plain values (values.py: numbers, texts,
lists, dictionaries, NumPy arrays). What it tells on the way by `child.report(value)` stays, also
when it is stopped. `run` never raises for what the code did: `Result.status` is one of
results.Status, and `Result.message` is a sentence for users that says what happened.

A process of ours with NumPy imported (keeper.py) forks each child, so a run takes about 30 ms;
`warm()` starts it ahead. Where no wall can be had, code that is not `trusted` is refused; code that
is runs with limits alone (`Result.walled` is false, `wall.limits_alone()` is the sentence to show).
"""

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the matrix finds what it looks for: each wrong program of liar.py has to be counted, and the right one not.

Run: matrix_itself.py PLUMBLINE."""
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "fakes")]

import consul  # noqa: E402
import phoenix  # noqa: E402
import vllm  # noqa: E402
from faultproxy import FaultProxy  # noqa: E402
from leverkit import check, program  # noqa: E402
from matrix import never_moved  # noqa: E402
from matrixcase import Case  # noqa: E402


def counted(plumbline, plane, lie, acts, lever=0):
    """What is counted of a program that lies so, as {count: how often}."""
    os.environ["LIAR_PROGRAM"], os.environ["LIAR"] = plumbline, lie
    os.environ["LIAR_AUTHORIZATION"] = f"Bearer {phoenix.KEY}"
    with tempfile.TemporaryDirectory() as folder:
        case = Case(str(HERE / "liar.py"), plane, plane["levers"][lever], Path(folder))
        try:
            case.clean()
            for act in acts:
                act(case)
        except RuntimeError as problem:  # as in Case.all()
            case.fail("answers that are none", str(problem))
        finally:
            for proxy in case.every_proxy():
                proxy.stop()
    return {what: count for what, count in case.counts.items() if count}, case.told


def send(fault, step=1):
    return lambda case: case.fire("send", fault, step)


def never_asked(case):
    case.spoilt = FaultProxy("http://127.0.0.1:1")
    case.asked = {"http://127.0.0.1:1": case.spoilt}
    case.fire("read_back", "drop")


LIES = (("nothing", None, (send("drop_before"), send("drop_after"), lambda case: case.plan("drop"),
                           lambda case: case.fire("read_back", "error", times=1), lambda case: case.killed("hang_before"))),
        ("sends twice", "double fires", (send("drop_before"),)),
        ("plans by writing", "plans that wrote", ()),
        ("accepts all", "wrong rungs", (send("drop_before"),)),
        ("verifies all", "wrong verified", (send("drop_before"),)),
        ("reads the same", "wrong reads", (send("drop_before"),)),
        ("undoes nothing", "wrong undos", ()),
        ("records nothing", "lost audit entries", (send("drop_after"),)),
        ("takes the unreachable for a no", "wrong exit status", (lambda case: case.plan("drop"),)),
        ("prints no JSON", "invalid JSON", (lambda case: case.plan("drop"),)),
        ("forgets open writes", "open writes not named", (lambda case: case.killed("hang_before"),)),
        ("nothing", "faults that never struck", (never_asked,)))


def main():
    plumbline = program()
    plane = phoenix.setup()[0]
    for lie, what, acts in LIES:
        counts, told = counted(plumbline, plane, lie, acts)
        check(what in counts if what else not counts, lie, what, counts, told)
        print("ok  ", lie, "->", what or "nothing counted", flush=True)
    plane["stop"]()
    one, three = vllm.setup()
    swap = [lever["lever"] for lever in one["levers"]].index("swap:support-bot")
    for lie, what, acts, place in (("nothing", None, (send("drop_before", 2),), one), ("accepts all", "wrong rungs", (send("drop_before", 2),), one),
                                   ("nothing", None, (send("unauthorized_before"),), three),
                                   ("verifies all", "wrong verified", (send("unauthorized_before"),), three)):
        counts, told = counted(plumbline, place, lie, acts, swap if place is one else 0)
        check(what in counts if what else not counts, lie, what, counts, told)
        print("ok  ", f"{len(place['servers'])} servers,", lie, "->", what or "nothing counted", flush=True)
    one["stop"]()
    three["stop"]()
    store = consul.setup()[0]
    missing, _ = never_moved(plumbline, [store])
    check(not missing, "all kinds are moved", missing)
    store["levers"] = [lever for lever in store["levers"] if not lever["lever"].startswith("shed")]
    missing, _ = never_moved(plumbline, [store])
    check(missing == [("consul", "shed")], "a kind that is not", missing)
    print("ok   a kind of lever that no case moves")
    store["stop"]()
    return 0


if __name__ == "__main__":
    sys.exit(main())

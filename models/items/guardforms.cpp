// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/wordforms.h"

#include <QtGlobal>

#include <array>

namespace items {

namespace {

constexpr std::array kGuardForms{
    WordForm{QT_TRANSLATE_NOOP("recorded", "This console is read-only.")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "Start it without --read-only, or switch read-only mode off in the menu.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The target has not been typed.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "\"%1\" is not the target, which is %2.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Type %1.")},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded", "%1 is %2 and may not move a lever of kind \"%3\" to its safe value."),
             "nw."},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded",
            "%1 is %2 and may not move a lever of kind \"%3\" to anything but its safe value."),
        "nw."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Whoever acts here")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "observer")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "responder")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "commander")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "Ask somebody whose role allows it, or have the file of roles changed.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 owns this runbook, and may not carry it out.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Have somebody else carry it out.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "of this lever")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "of the role %1"), "w"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded",
                          "Fired %1 times in the last hour: %2 an hour, the cap %3, is reached."),
        "##W"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "How often it was fired in the last hour is not known, and %1 an "
                               "hour, the cap %2, holds."),
             "#W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Wait until the oldest is an hour ago.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Name the recording that holds it.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It reaches %1 answers of the last 15 min, and the cap %2 is %3."),
             "#W#"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "How many answers it reaches is not known, and the cap %1 is %2."),
             "W#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Ask somebody with a higher cap.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Name a recording in which the target's answers are.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The safe direction is not held up by it.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Taking back what was fired is not held up by it.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Or break the glass, with a reason.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Or break the glass: --break-glass REASON.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Approved by %1, for %2 more."), "w."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, account %2"), ".o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The approval of one more person is missing.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The approvals of %1 more people are missing."), "#"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded",
                          "Another person approves plan %1 in a window on this recording, or with "
                          "plumbline lever approve, whose file is named here: --approval FILE."),
        "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "Another person approves plan %1 in a window on this recording, or "
                               "with plumbline lever approve."),
             "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "One without a name and an account does not count.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "That of %1 does not count: it is who fires.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "That of %1 lapsed: 10 min is how long one holds.")},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "That of %1 does not count: the role %2 approves nothing."),
        ".w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 declined it: %2"), "o."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 declined it.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "No telemetry has come in.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "No telemetry has come in for %1.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "You act on what was then.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The control plane was read %1 ago.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Have it read again.")},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which was not carried out yet.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which %2 skipped (%3)."),
             ".n."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which %2 skipped."), ".n"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which failed (%2)."), ".w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which failed.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "somebody")},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded",
                 "It requires a proof: step \"%1\" was called done by %2, and nothing was asked."),
             ".n"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded",
                          "It requires \"%1\" as the answer to step \"%2\", and %3 said nothing."),
        "..n"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded",
                          "It requires \"%1\" as the answer to step \"%2\", and %3 said \"%4\"."),
        "..n."},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which showed otherwise of %2. %3"),
        ".ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It requires step \"%1\", which proved %2, and not %3."),
             ".oo"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "What step \"%1\" found")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The proof of step \"%1\"")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 is of a time that is still to come."), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 is %2 old, and counts for %3."), "W.."},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It requires step \"%1\", and how that ended is not known here.")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded",
        "It requires step \"%1\", and no run of this runbook goes on in the recording.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Name the recording that holds the run.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Begin one, and carry out the step \"%1\".")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Carry it out (%1)."), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Carry it out once more when that has changed (%1)."),
             "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Carry it out once more (%1)."), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Have it ask (%1)."), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Have it ask %1 (%2)."), "oo"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "Decide anew, with a note that begins with \"%1\" (%2)."),
        ".o"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "See that the clocks agree, and carry it out once more (%1)."),
             "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Choose another version.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The lever")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The target")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The environment")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The value to set")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The state on the control plane")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The version on the control plane")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 changed from \"%2\" to \"%3\"."), "W.."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "What would be sent changed.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The state of the replicas, or what would be sent, changed.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The state on the control plane is stale.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "This lever was fired; look at its outcome first.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "There is nothing to do: it already stands at \"%1\".")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It was armed for 30 s without being fired.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It was fired already.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Arm it first.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is disarmed: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Hold to confirm.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The run was aborted by %1 before.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The run was aborted by %1: %2"), "o."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "There is no step \"%1\" in this runbook.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Step \"%1\" was not done: it cannot be undone.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Step \"%1\" was settled by %2: %3."), "..w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "A step cannot go back to pending.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Say why step \"%1\" is skipped.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Step \"%1\" is %2: it is to be settled, not repeated."),
             ".w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "A step that is repeated is done again, or fails this time.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "Step \"%1\" moves a lever: it is repeated by firing it again.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Say why the run is aborted.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "pending")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "done")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "skipped")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "failed")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "undone")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The run is not one of runbook \"%1\".")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The run's steps are not those of runbook \"%1\".")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "Runbook \"%1\" has no step \"%2\" any more, and the run has settled it.")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded",
        "There is no runbook \"%1\" any more, and the recording does not hold its text.")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded",
        "The run was begun with another text of runbook \"%1\", which the recording does not hold. "
        "Abort the run, and begin another with the text of today.")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "Step \"%1\" needs a value for: %2. Give each as --param NAME=VALUE.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Stopped before anything was shown.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Neither shown after %1 probes."), "#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The candidate does not answer: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The current version does not answer: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 of %2 probes passed"), "##"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, %2 were not answered"), "W#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1: fewer than the %2 that are asked for."), "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "%1, of the current version %2 of %3: worse by more than %4."),
             "W##."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, of the current version %2 of %3: worse."), "W##"},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded",
                 "%1: at least the %2 that are asked for, and better than the current version."),
             "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "%1: at least the %2 that are asked for, and not worse than the "
                               "current version by %3."),
             "W.."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1: at least the %2 that are asked for."), "W."},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded",
        "Answered by %1, and so was the other version: both names may lead to one model.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Answered by %1.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It was asked %1 time before, so more was needed to show it."),
             "#"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It was asked %1 times before, so more was needed to show it."),
             "#"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "answered by %1, and not by %2, but by the other version"),
        "oo"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "answered by %1, and not by %2"), "oo"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not held against another version")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "undecided beside the current version")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not worse than the current version by %1 %")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "better than the current version")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "worse than the current version")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing known yet")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 of %2 passed (%3 to %4 %)"), "##.."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, %2 not to be told"), "W#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, %2 unanswered"), "W#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "passed")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "unanswered")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "proven")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "refuted")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not enough")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "no answer")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "stopped")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "open")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is not %1."), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Whether it is %1 is not clear."), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "grounded in its context")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is a refusal.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is the call of a tool.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "A filter took it out.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The limit of tokens came before the first word.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is empty.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is not the exact answer.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It does not contain \"%1\".")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It does not match the expression.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The reply is no chat completion.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "Another step is still being asked, and one is asked at a time.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "No endpoint is known that could be asked.")},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "It could not be recorded, so it counts for nothing: %1"),
        "w"},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "at most %1 requests, ≈ %2 tokens in, at most %3 out each · at most ≈ %4")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "at most %1 requests, ≈ %2 tokens in, no limit on those out · at most ≈ %3")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "at most %1 requests, ≈ %2 tokens in, at most %3 out each · price unknown")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "at most %1 requests, ≈ %2 tokens in, no limit on those out · price unknown")},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "%1 holds the lock of %2, for %3 s more unless renewed."),
        ".o#"},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded",
            "The shared room is not to be had, and so neither is its lock nor its approvals: %1"),
        "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The shared room is not to be had, and so neither is its lock: %1"),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "In the shared room %1.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The lock of %1 was lost before anything was sent; %2."),
             "ow"},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded", "The lock of %1 ran out while the room did not hear of this console; %2."),
        "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "who holds it now is not known")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nobody holds it now")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 holds it now")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The shared room went away before anything was sent, and whether "
                               "the lock of %1 is still held is not known: %2"),
             "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "That the approvals are used up could not be kept: %1"),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "A shared room is set and cannot be had, so nobody else's lock or "
                               "approval is known: %1 Mend it, or break the glass."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", " (%1 with changes that are not committed)"), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", " (never committed)")},
};

} // namespace

std::span<const WordForm> guardForms()
{
    return kGuardForms;
}

} // namespace items

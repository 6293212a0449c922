// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/wordforms.h"

#include <QtGlobal>

#include <array>

namespace items {

namespace {

constexpr std::array kLeverForms{
    WordForm{QT_TRANSLATE_NOOP("recorded", "there is no entry")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it holds an empty value")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 (version %2)"), "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it stands at \"%1\"")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it stands at %1"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it stands there")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "no entry")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "an empty value")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "without an entry")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "at an empty value")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "at \"%1\"")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "model")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "version")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "adapter")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "prompt")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "instrumentation")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Cancelled before anything was sent.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "sent to %1")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "the state changed since the plan was made")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not sent: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 is another than the plan was made with"), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 was \"%2\" and is \"%3\""), "o.."},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "Somebody else changed it since the plan was made: %1. Before, %2. "
                               "Nothing was written."),
             "ww"},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded", "Somebody else changed it since the plan was made: %1. Nothing was sent."),
        "w"},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "Somebody else changed it since the plan was made. Nothing was written.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Step %1 could not be made: %2"), "#w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Nothing was sent to %1: %2."), "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "No reply came (%1)")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "no reply came (%1)")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Step %1: %2"), "#W"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "it was not accepted, HTTP %1, and the step before it was")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The reply, HTTP %1, does not say whether it was done"),
             "#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing had to be sent")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It stood there when the plan was made, and somebody has changed it "
                               "since: %1. Nothing was sent."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "It stood there, and somebody has changed it since. Nothing was sent.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "somebody has changed it since")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It stands there already, %1, but it is not served: %2. Nothing was "
                               "sent: what keeps it from being served is elsewhere."),
             "w."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It stands there already: %1. Nothing was sent."), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It stands there already. Nothing was sent.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It stands there, but it is not served: %1. Nothing was sent.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "a conflict, and it stands there")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The control plane called it a conflict, and it stands where it was "
                               "to go: %1. Whether another write put it there, or this one, sent "
                               "twice on its way, cannot be told. It was sent once from here."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "the state is not the one the plan was made from")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The control plane called it a conflict, and it stands as before: "
                               "%1. Nothing was written."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "accepted")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "accepted as version %1")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The control plane shows it, %1, but what it began is still under "
                               "way: %2. It was sent once and is not sent again."),
             "w."},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "The control plane shows it, %1, but it is not served: %2. It was "
                               "sent once and is not sent again."),
             "w."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Done and %1."), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "overwritten since: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It was accepted, but somebody has overwritten it since: %1."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "Not yet visible: %1; still under way: %2. It was not sent again."),
             "w."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Not yet visible: %1. It was not sent again."), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "read back shows it in effect: %1. Whether this write or another "
                               "put it there cannot be told. It was sent once."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it cannot be read back: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "%1, and %2 It was sent once and is not sent again: read it later."),
             "WW"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, but a write that is still under way may yet land."),
             "W"},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded", "HTTP %1, a redirect to \"%2\", which is never followed for a write"),
             "#."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1. Read back: it stands as before."), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1. It could not be read back: %2"), "Ww"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "refused: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The control plane refused it: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "begun, and failed: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The control plane began it, and it failed: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it was begun, and failed: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it is still under way: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it cannot be asked: %1"), "w"},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded", "What was about to be done could not be recorded, so it was not done: %1"),
        "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "%1, as it was read at %2; since then it could not be read (%3)"),
             "W.w"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "%1; %2 more changes were made meanwhile, by somebody else"),
        "W#"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "%1; this write was version %2, so somebody wrote it again"),
        "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, which is this write"), "W"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "%1, which is neither the state before nor the wanted one"),
        "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and served"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and it is served"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, but not served: %2"), "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, but it is not served: %2"), "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, but still under way: %2"), "W."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and it has moved"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and %2 left alone"), "W#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 as before"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 still"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "read back: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "\"%1\" is not a value of %2; it takes: %3.")},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded",
            "The value of %1 must be 1 to 4096 bytes of UTF-8 text without control characters."),
        "o"},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded",
        "\"%1\" is not a value of %2; it must look like %3: \"%4\", as it is read back.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "\"%1\" is not a value of %2; it must look like %3.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It is no replica of the profile any more.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "How it stood before is not known: %1."), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing is recorded of it")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It stood at \"%1\" before, %2. Nothing was sent: undo it with the "
                               "profile that it was fired with, or have what was recorded written "
                               "with 'plumbline lever undo --as-recorded'."),
             ".W"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "held as \"%1\", and the profile %2 calls that \"%3\" today")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "held as \"%1\", and the profile %2 knows no such value today")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "without an entry, and the profile %1 calls that \"%2\" today")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "How %1 stood before is not known: nothing is recorded of it. "
                               "Nothing was sent: name only the replicas of then in the profile %2 "
                               "to put those back, and see to the others by themselves.")},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded",
            "There was no entry before, and the profile %1 does not say how to take one away."),
        "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "Nothing was sent: it was left out when the plan was made. %1"),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 does not let us read it: %2. %3"), "o.w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "No secret was sent.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The secret came from %1.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 answered nonsense: %2."), "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "the body is not JSON")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "the reply is not what the profile expects")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it has no value or no version")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "it does not tell %1"), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "the reply to \"%1\" is not what the profile expects")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 could not be read: %2."), "o."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "There is no lever \"%1\" in %2; it has: %3."), ".o."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The profile %1 has no parameter \"%2\"."), "o."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and does not say it")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, %2 of %3 looks in a row"), ".##"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "It could not be asked: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "\"%1\" is empty, and makes a trial of it.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "with these parameters it would be the write itself.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "no time was left for it.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "No answer: %1")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "step %1"), "#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "step %1: %2"), "#w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The entry is taken away, as there was none before.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Puts back an empty value.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Puts back \"%1\".")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 No longer so: %2"), "W."},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded",
            "Somebody else has changed it since it was fired: it now stands %1, and what was "
            "written was %2 (version %3). Nothing was sent: an undo takes back what was written "
            "from here, and nothing else. To set it all the same, fire it as a new step."),
        "ww."},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded",
                 "Somebody else has changed it since it was fired: it now stands %1, and what was "
                 "written was %2. Nothing was sent: an undo takes back what was written from here, "
                 "and nothing else. To set it all the same, fire it as a new step."),
             "ww"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded",
                          "There is nothing to take back on any of %1 machines. Nothing was sent."),
        "#"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "our write was called a conflict there, and it stands where that "
                               "was to go: whose it is cannot be told.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "our write was refused there, because it had been changed before it "
                               "came; it stands %1."),
             "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "our write was refused there.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing was sent there.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "what we wrote there cannot be taken back: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "our write there may yet land; it stands as before.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "somebody else has changed it since it was fired: it stands %1."),
             "w"},
    WordForm{
        QT_TRANSLATE_NOOP(
            "recorded", "%1, is open: it was accepted and was not seen in effect, and may yet be."),
        "W"},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded",
                 "%1, is open: it was sent, nobody knows what became of it, and it may yet land."),
             "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The write of %1 to %2 by %3, %4"), "ow.."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The write of %1 to %2 by %3"), "ow."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The write of %1 to %2, %3"), "ow."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The write of %1 to %2"), "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "It was moved at %1, and this is %2, where nothing shows that it is "
                               "the same control plane: what stood there is not written here. "
                               "Nothing was sent: undo it with --base-url %3."),
             "ooo"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Who set it is not in the recording.")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 set it, %2, as the recording tells.")},
    WordForm{QT_TRANSLATE_NOOP("recorded",
                               "%1; the write never landed or was overwritten since, and cannot "
                               "land any more: the version that it was for is gone"),
             "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "read later: it stands at \"%1\"")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "read later: it stands at %1"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "set aside: %1")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "In effect on %1 of %2."), "##"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing had to be sent to the other %1"), "#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Left alone, %1: %2"), "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 of %2"), "##"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1: %2"), "oW"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "cannot be reached: an earlier rung failed")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "told by the control plane alone: %1"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "the control plane shows it; %1"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "nothing of an answer shows this lever")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "no answers of %1 are recorded")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "no new answer yet")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "new answers were not looked at")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "new answers could not be read: %1"), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answer names only %2, not which snapshot of it"),
             "#."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answers name only %2, not which snapshot of it"),
             "#."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "none of %1 new answers names its %2"), "#w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answer without the %2 named"), "#w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answers without the %2 named"), "#w"},
    WordForm{QT_TRANSLATE_NOOP(
                 "recorded",
                 "%1; those before were by it, too, so they do not show what this write did"),
             "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "seen in the newest %1 of %2 new answers, as %3"),
             "##."},
    WordForm{QT_TRANSLATE_NOOP("recorded", "seen in the newest %1 of %2 new answers"), "##"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answer by %2, %3 are asked for"), "#.#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answers by %2, %3 are asked for"), "#.#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answer, none yet by %2 but by %3"), "#.w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 new answers, none yet by %2 but by %3"), "#.w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 of %2 new answers still by %3"), "##w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 and others"), "o"},
    WordForm{
        QT_TRANSLATE_NOOP("recorded", "not seen in new answers before the wait was broken off: %1"),
        "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not seen in new answers within %1 s: %2"), "#w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Not seen in new answers: %1."), "w"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "unknown, to be read back, not to be fired again")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "unknown, set aside")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, nothing was sent"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, it stood there and nothing had to be sent"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and in effect when it was read later"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, and without effect when it was read later"), "W"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not told")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "verified")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "not yet visible")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "conflict")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "refused")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "partial")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "unknown")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 'plumbline lever undo' does not know of it: %2"),
             "Ww"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1, but %2"), "WW"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1; %2"), "WW"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "sent")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "in effect")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "recovered")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "reached")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "waiting")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "void")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 can be read again: %2"), "ow"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 may not be read: how it stands is unknown"), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 cannot be read: how it stands is unknown"), "o"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "The control plane can be reached again")},
    WordForm{QT_TRANSLATE_NOOP(
        "recorded", "The control plane cannot be reached: how the levers stand is unknown")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "Levers as found: %1")},
    WordForm{QT_TRANSLATE_NOOP("recorded", "%1 was moved by %2, as told by the room (entry %3)"),
             "o.#"},
    WordForm{QT_TRANSLATE_NOOP("recorded", "put back to %1")},
};

} // namespace

std::span<const WordForm> leverForms()
{
    return kLeverForms;
}

} // namespace items

// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>

namespace items {

// One sentence of ours, or a part of one, as a model writes it in English. Its places %1 .. stand
// in order and with words between them; marked for the translators in the context "recorded".
struct WordForm
{
    const char* form;
    // One sign for each place: '.' any text, which stays; '#' a number; 'o' one word; 'w' said anew
    // where it is ours; 'W' has to be ours; 'v' a value, or a list of them, and 'n' a name: only
    // what stands for none, or for more of them, is said anew, since a breaker that is "closed" and
    // a tenant "unknown" are called so; 'a' an alarm's sentence. Null: all are '.'.
    const char* places = nullptr;
};

// All of them, narrower ones before those that fit the same words, too. The models make their
// sentences in tests/models/items/tst_ownwords and tests/models/actuation/tst_leverwords; of those
// that no test makes, the words have to be of the source.
std::span<const WordForm> leverForms(); // models/actuation, models/runbook
std::span<const WordForm> guardForms(); // models/runbook, models/canary, models/room
std::span<const WordForm> incidentForms(); // models/incident, and entries without more than words

} // namespace items

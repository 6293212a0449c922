// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scorewords.h"

#include "models/telemetry/filled.h"

#include <QCoreApplication>

#include <array>
#include <vector>

namespace {

std::string scoreText(const char* form, const std::vector<std::string>& values)
{
    return telemetry::filled(QCoreApplication::translate("scores", form).toStdString(), values);
}

// With a why of its own in its last place.
struct NestedForm
{
    const char* form;
    bool isFirstToo = false; // and in its first
};
constexpr std::array kNestedForms{
    NestedForm{QT_TRANSLATE_NOOP("scores", "what was named was not it: %1")},
    NestedForm{QT_TRANSLATE_NOOP("scores", "%1; rightly, as was shown: %2"), true},
    NestedForm{QT_TRANSLATE_NOOP("scores", "%1 → %2: %3")}, // a lever, its value, what it was worth
};

// Where the words of one fit another, too, the narrower stands before it.
constexpr std::array kScoreForms{
    QT_TRANSLATE_NOOP("scores", "identified, without a word"),
    QT_TRANSLATE_NOOP("scores", "identified: %1"),
    QT_TRANSLATE_NOOP("scores", "diagnosis fixed by %1: %2"),
    QT_TRANSLATE_NOOP("scores", "diagnosis fixed by %1, without a word"),
    QT_TRANSLATE_NOOP("scores", "began the runbook %1"),
    QT_TRANSLATE_NOOP("scores", "no alarm was raised"),
    QT_TRANSLATE_NOOP("scores", "%1 was raised"),
    QT_TRANSLATE_NOOP("scores", "nobody acknowledged an alarm"),
    QT_TRANSLATE_NOOP("scores", "%1 was acknowledged by %2"),
    QT_TRANSLATE_NOOP("scores", "no alarm tells an onset"),
    QT_TRANSLATE_NOOP("scores", "onset of %1, as it was estimated"),
    QT_TRANSLATE_NOOP("scores", "as it was told"),
    QT_TRANSLATE_NOOP("scores", "%1 cleared, the last alarm of the fault"),
    QT_TRANSLATE_NOOP("scores", "%1 has not cleared"),
    QT_TRANSLATE_NOOP("scores", "%1 have not cleared"),
    QT_TRANSLATE_NOOP("scores", "nobody said so, and no runbook was begun"),
    QT_TRANSLATE_NOOP("scores", "an earlier move was taken back"),
    QT_TRANSLATE_NOOP("scores", "it is not what ends this, though the signal recovered after it"),
    QT_TRANSLATE_NOOP("scores", "it is not what ends this"),
    QT_TRANSLATE_NOOP("scores", "recovery was shown after it"),
    QT_TRANSLATE_NOOP("scores", "it ends this; recovery was not shown"),
    QT_TRANSLATE_NOOP("scores", "recovery was shown not to come"),
    QT_TRANSLATE_NOOP("scores", "what ends this is not known"),
    QT_TRANSLATE_NOOP("scores", "%1 was in effect at %2"),
    QT_TRANSLATE_NOOP("scores", "the rung recovered of %1: the one signal that it was moved for"),
    QT_TRANSLATE_NOOP("scores",
                      "a lever that ends this was in effect; whether it stayed is not known"),
    QT_TRANSLATE_NOOP("scores", "no lever was moved"),
    QT_TRANSLATE_NOOP("scores", "no lever that ends this was in effect"),
    QT_TRANSLATE_NOOP("scores",
                      "no alarm was about it; %1 answers in at least %2 s since what ends it was "
                      "in effect"),
    QT_TRANSLATE_NOOP("scores",
                      "no alarm was about it, and %1 answers in at least %2 s have not come yet "
                      "since what ends it was in effect"),
    QT_TRANSLATE_NOOP("scores", "nobody looked at the page Spread for 2 s or longer"),
    QT_TRANSLATE_NOOP("scores",
                      "whether anybody looked at the page Spread is not known: it was not kept "
                      "what was looked at"),
    QT_TRANSLATE_NOOP("scores", "%1 looked at the page Spread"),
    QT_TRANSLATE_NOOP("scores", "whether it moved is not known"),
    QT_TRANSLATE_NOOP("scores", "accepted, never in effect"),
    QT_TRANSLATE_NOOP("scores", "accepted; whether it came into effect is not known"),
    QT_TRANSLATE_NOOP("scores", "set aside; whether it moved is not known"),
    QT_TRANSLATE_NOOP("scores", "seen at the control plane"),
};

} // namespace

std::string scoreWords(const std::string& english)
{
    for (const NestedForm& nested : kNestedForms) {
        auto values = telemetry::placesIn(nested.form, english);
        if (!values)
            continue;
        values->back() = scoreWords(values->back());
        if (nested.isFirstToo)
            values->front() = scoreWords(values->front());
        return scoreText(nested.form, *values);
    }
    for (const char* form : kScoreForms) {
        if (const auto values = telemetry::placesIn(form, english))
            return scoreText(form, *values);
    }
    return english;
}

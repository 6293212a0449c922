// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmwords.h"

#include "models/health/facets.h"
#include "models/telemetry/filled.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace items {

namespace {

using telemetry::placesIn;

std::string alarmText(const char* pattern, std::span<const std::string> values)
{
    return telemetry::filled(QCoreApplication::translate("alarms", pattern).toStdString(), values);
}

// By the first of the forms that fits; the text itself where none does.
std::string sayBy(std::initializer_list<const char*> patterns, const std::string& text)
{
    for (const char* pattern : patterns) {
        if (const auto values = placesIn(pattern, text))
            return alarmText(pattern, *values);
    }
    return text;
}

// "9 of 11", "readings 30"; "n 30" is the same everywhere.
std::string sayAlarmCount(const std::string& text)
{
    return sayBy(
        {QT_TRANSLATE_NOOP("alarms", "%1 of %2"), QT_TRANSLATE_NOOP("alarms", "readings %1")},
        text);
}

// "02:41:10 (02:40:02 to 02:42:00)"
std::string sayOnset(const std::string& text)
{
    return sayBy({QT_TRANSLATE_NOOP("alarms", "%1 (%2 to %3)")}, text);
}

// "1.8 % (3 of 160)"
std::string sayBefore(const std::string& text)
{
    if (auto values = placesIn("%1 (%2)", text))
        return values->front() + " (" + sayAlarmCount(values->back()) + ')';
    return text;
}

std::string sayLoad(const std::string& text)
{
    return sayBy({QT_TRANSLATE_NOOP("alarms", "%1 answers a minute"),
                  QT_TRANSLATE_NOOP("alarms", "%1 answers a second")},
                 text);
}

// "one in five over 900 tokens"
std::string sayQuantile(const std::string& text)
{
    return sayBy({QT_TRANSLATE_NOOP("alarms", "one in five over %1"),
                  QT_TRANSLATE_NOOP("alarms", "one in five under %1"),
                  QT_TRANSLATE_NOOP("alarms", "median %1")},
                 text);
}

// "model codegen-b", "prompt version 8"
std::string sayFacet(const std::string& text)
{
    return sayBy(
        {QT_TRANSLATE_NOOP("alarms", "model %1"), QT_TRANSLATE_NOOP("alarms", "version %1"),
         QT_TRANSLATE_NOOP("alarms", "adapter %1"), QT_TRANSLATE_NOOP("alarms", "route %1"),
         QT_TRANSLATE_NOOP("alarms", "prompt version %1")},
        text);
}

// "model codegen-b and version 1.2"
std::string sayFacets(const std::string& text)
{
    const auto both = placesIn("%1 and %2", text);
    if (!both)
        return sayFacet(text);
    const std::vector<std::string> said{sayFacet(both->front()), sayFacets(both->back())};
    return alarmText(QT_TRANSLATE_NOOP("alarms", "%1 and %2"), said);
}

// Of whom it is, and what they do; absent: no subject of ours.
std::optional<std::string> saySubject(const std::string& text)
{
    constexpr std::array subjects{
        QT_TRANSLATE_NOOP("alarms", "answers of %1 are not grounded in their context"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 are cut off, or had their input cut"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 contradict the results of their tools"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 call or name what does not exist"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 cite or quote what was not given to them"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 contradict themselves or each other"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 are not of the format that was asked for"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 refuse or evade"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 are in another language than the question"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 speak as somebody else than they should"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 run in loops or fall apart"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 come from another model than was asked for"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 fail the check %2"),
        QT_TRANSLATE_NOOP("alarms",
                          "cannot judge answers of %1, whose texts come cut or not at all"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 are longer"),
        QT_TRANSLATE_NOOP("alarms", "answers of %1 are shorter"),
        QT_TRANSLATE_NOOP("alarms", "calls of %1 take longer"),
        QT_TRANSLATE_NOOP("alarms", "calls of %1 take less time"),
        QT_TRANSLATE_NOOP("alarms", "the scores of %1 for %2 lie nearer to bad"),
        QT_TRANSLATE_NOOP("alarms", "the scores of %1 for %2 lie nearer to good")};
    for (const char* pattern : subjects) {
        if (const auto values = placesIn(pattern, text))
            return alarmText(pattern, *values);
    }
    return std::nullopt;
}

// With the part of the answers that it is confined to.
std::optional<std::string> sayWhole(const std::string& text)
{
    if (const auto values = placesIn("%1, under high load", text)) {
        const auto subject = sayWhole(values->front());
        return subject ? std::optional(alarmText(QT_TRANSLATE_NOOP("alarms", "%1, under high load"),
                                                 std::vector{*subject}))
                       : std::nullopt;
    }
    for (const std::string_view facet : health::kFacetNames) {
        const std::size_t at = text.rfind(", in " + std::string(facet) + ' ');
        if (at == std::string::npos)
            continue;
        const auto subject = saySubject(text.substr(0, at));
        constexpr std::size_t in = std::string_view(", in ").size();
        if (subject)
            return alarmText(QT_TRANSLATE_NOOP("alarms", "%1, in %2"),
                             std::vector{*subject, sayFacet(text.substr(at + in))});
    }
    return saySubject(text);
}

std::optional<std::string> sayRaised(const std::string& text)
{
    constexpr const char* form =
        QT_TRANSLATE_NOOP("alarms", "%1: %2 (%3, likely %4) since %5, was %6");
    const auto values = placesIn(form, text);
    const auto subject = values ? sayWhole(values->at(0)) : std::nullopt;
    if (!subject)
        return std::nullopt;
    return alarmText(
        form,
        std::vector{*subject,
                    sayBy({QT_TRANSLATE_NOOP("alarms", "%1 mean badness")}, values->at(1)),
                    sayAlarmCount(values->at(2)),
                    sayBy({QT_TRANSLATE_NOOP("alarms", "%1 to %2")}, values->at(3)),
                    sayOnset(values->at(4)), sayBefore(values->at(5))});
}

std::optional<std::string> sayShifted(const std::string& text)
{
    constexpr const char* form = QT_TRANSLATE_NOOP("alarms", "%1 since %2 (%3): %4, was %5");
    const auto values = placesIn(form, text);
    const auto subject = values ? saySubject(values->at(0)) : std::nullopt;
    if (!subject)
        return std::nullopt;
    return alarmText(
        form,
        std::vector{*subject, values->at(1),
                    sayBy({QT_TRANSLATE_NOOP("alarms", "%1 to %2, n %3")}, values->at(2)),
                    sayQuantile(values->at(3)),
                    sayBy({QT_TRANSLATE_NOOP("alarms", "%1 at such a load")}, values->at(4))});
}

// How an alarm ended, or that nothing is heard of it.
std::string sayEnd(const std::string& text)
{
    constexpr const char* usual =
        QT_TRANSLATE_NOOP("alarms", "%1 of %2 is as usual again: %3 over the last %4 answers");
    if (auto values = placesIn(usual, text)) {
        values->at(2) = sayQuantile(values->at(2));
        return alarmText(usual, *values);
    }
    constexpr const char* settled = QT_TRANSLATE_NOOP(
        "alarms",
        "%1 of %2 has stayed as it was then for an hour (%3 over the last %4 answers) and is taken "
        "for usual from now on");
    if (auto values = placesIn(settled, text)) {
        values->at(2) = sayQuantile(values->at(2));
        return alarmText(settled, *values);
    }
    return sayBy(
        {QT_TRANSLATE_NOOP("alarms", "%1 of %2 is back: %3 mean badness over the last %4 answers"),
         QT_TRANSLATE_NOOP("alarms", "%1 of %2 is back: %3 mean badness over the last %4 readings"),
         QT_TRANSLATE_NOOP("alarms", "%1 of %2 is back: %3 over the last %4 answers"),
         QT_TRANSLATE_NOOP("alarms", "%1 of %2 is back: %3 over the last %4 readings"),
         QT_TRANSLATE_NOOP("alarms",
                           "%1 of %2 has no more of the answers that the alarm was confined to, "
                           "which does not show that they would be well"),
         QT_TRANSLATE_NOOP("alarms",
                           "no result of %1 of %2 for a minute: nothing shows that it recovered, "
                           "nothing that it did not"),
         QT_TRANSLATE_NOOP("alarms",
                           "no result of %1 of %2 for %3 minutes: nothing shows that it recovered, "
                           "nothing that it did not"),
         QT_TRANSLATE_NOOP("alarms",
                           "shelving has run out, and %1 of %2 has not been shown to have "
                           "recovered"),
         QT_TRANSLATE_NOOP("alarms",
                           "%1, which explained it, is over, and %2 of %3 has not been shown to "
                           "have recovered"),
         QT_TRANSLATE_NOOP("alarms",
                           "answers of %1 are back, and %2 has not been shown to be as usual"),
         QT_TRANSLATE_NOOP("alarms", "%1 of %2 was closed by %3 without proof of recovery")},
        text);
}

// What is said after the first part.
std::string sayTail(const std::string& text)
{
    constexpr const char* load =
        QT_TRANSLATE_NOOP("alarms", "it goes with the load, %1, usually %2");
    if (const auto values = placesIn(load, text))
        return alarmText(load, std::vector{sayLoad(values->front()), sayLoad(values->back())});
    for (const char* change : {QT_TRANSLATE_NOOP("alarms", "began when it went back to %1"),
                               QT_TRANSLATE_NOOP("alarms", "began when %1 first appeared"),
                               QT_TRANSLATE_NOOP("alarms", "began %1 before it went back to %2"),
                               QT_TRANSLATE_NOOP("alarms", "began %1 after it went back to %2"),
                               QT_TRANSLATE_NOOP("alarms", "began %1 before %2 first appeared"),
                               QT_TRANSLATE_NOOP("alarms", "began %1 after %2 first appeared")}) {
        if (auto values = placesIn(change, text)) {
            values->back() = sayFacets(values->back());
            return alarmText(change, *values);
        }
    }
    return sayBy({QT_TRANSLATE_NOOP("alarms", "at this hour a mean badness of %1 is usual"),
                  QT_TRANSLATE_NOOP("alarms", "that it goes with the load is not shown"),
                  QT_TRANSLATE_NOOP("alarms", "that does not say that they are wrong"),
                  QT_TRANSLATE_NOOP("alarms", "that does not say that the answers are wrong"),
                  QT_TRANSLATE_NOOP("alarms", "whether more of them fail is watched apart"),
                  QT_TRANSLATE_NOOP("alarms", "the alarm had been acknowledged"),
                  QT_TRANSLATE_NOOP("alarms", "the alarm was never acknowledged")},
                 text);
}

} // namespace

std::string alarmWords(const std::string& sentence)
{
    constexpr std::string_view between = "; ";
    std::string said;
    std::size_t from = 0;
    while (from <= sentence.size()) {
        const std::size_t end = std::min(sentence.find(between, from), sentence.size());
        const std::string part = sentence.substr(from, end - from);
        if (from > 0) {
            said += std::string(between) + sayTail(part);
        } else {
            auto head = sayRaised(part);
            if (!head)
                head = sayShifted(part);
            said = head ? *head : sayEnd(sayTail(part));
        }
        from = end + between.size();
    }
    return said;
}

std::string alarmEntryWords(const std::string& text)
{
    for (const char* form : {QT_TRANSLATE_NOOP("alarms", "%1 raised: %2"),
                             QT_TRANSLATE_NOOP("alarms", "%1 acknowledged: %2"),
                             QT_TRANSLATE_NOOP("alarms", "%1 latched: %2"),
                             QT_TRANSLATE_NOOP("alarms", "%1 shelved: %2"),
                             QT_TRANSLATE_NOOP("alarms", "%1 cleared: %2"),
                             QT_TRANSLATE_NOOP("alarms", "%1 suppressed: %2")}) {
        auto values = placesIn(form, text);
        if (!values || values->front().find(' ') != std::string::npos) // no alarm's id
            continue;
        constexpr const char* explained = QT_TRANSLATE_NOOP("alarms", "%1 (explained by %2)");
        if (auto parts = placesIn(explained, values->back())) {
            parts->front() = alarmWords(parts->front());
            values->back() = alarmText(explained, *parts);
        } else {
            values->back() = alarmWords(values->back());
        }
        return alarmText(form, *values);
    }
    return text;
}

} // namespace items

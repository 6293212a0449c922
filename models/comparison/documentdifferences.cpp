// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/documentdifferences.h"

#include <algorithm>
#include <cstdio>

namespace comparison {

namespace {

using telemetry::Document;
using Documents = std::vector<Document>;

constexpr double kSameText = 0.5; // likeness of two states of one document
constexpr double kContradicting = 0.5; // of two documents that tell of the same
constexpr std::size_t kMostDocuments = 50; // documents of a step

std::string nameOf(const Document& document)
{
    return !document.id.empty()   ? document.id
        : !document.title.empty() ? document.title
                                  : document.content.substr(0, 40);
}

const Document* findIn(const Documents& documents, const Document& wanted)
{
    const auto found = std::ranges::find_if(
        documents, [&](const Document& one) { return nameOf(one) == nameOf(wanted); });
    return found == documents.end() ? nullptr : &*found;
}

std::vector<std::string_view> textsOf(const Documents& documents)
{
    std::vector<std::string_view> texts;
    for (const Document& document : documents)
        texts.emplace_back(document.content);
    return texts;
}

std::string rankOf(const Documents& documents, const Document& wanted)
{
    for (std::size_t i = 0; i < documents.size(); ++i)
        if (nameOf(documents[i]) == nameOf(wanted))
            return "rank " + std::to_string(i + 1);
    return {};
}

std::string scored(const Documents& documents, const Document& document)
{
    std::string text = rankOf(documents, document);
    if (document.score) {
        char score[32];
        std::snprintf(score, sizeof score, ", score %.3g", *document.score);
        text += score;
    }
    return text;
}

// The one that the answer repeats, else the first.
OtherFigure repeated(const std::vector<OtherFigure>& figures, const std::string& taken)
{
    const auto found = std::ranges::find(figures, taken, &OtherFigure::here);
    if (found != figures.end())
        return *found;
    return figures.empty() ? OtherFigure{} : figures.front();
}

class Documentary
{
public:
    Documentary(const Documents& here, const Documents& there, const Run& hereRun,
                const Run& thereRun, QuestionRelation relation)
        : m_here(here)
        , m_there(there)
        , m_hereRun(hereRun)
        , m_thereRun(thereRun)
        , m_isComparable(isComparable(relation))
        , m_isNear(relation == QuestionRelation::Near)
    {
    }

    DocumentDifferences told()
    {
        for (const Document& document : m_here) {
            if (const Document* other = findIn(m_there, document))
                addChanged(document, *other);
            else
                addOnlyHere(document);
        }
        for (const Document& document : m_there)
            if (findIn(m_here, document) == nullptr)
                addOnlyThere(document);
        std::ranges::stable_sort(m_all.differences, std::ranges::greater(), [](const auto& one) {
            return one.weight == Weight::Substantial ? 2 : one.weight == Weight::Without ? 1 : 0;
        });
        m_all.why = why();
        return std::move(m_all);
    }

private:
    void add(Difference difference) { m_all.differences.push_back(std::move(difference)); }

    void addChanged(const Document& here, const Document& there)
    {
        if (here.content == there.content) {
            const std::string one = rankOf(m_here, here);
            const std::string other = rankOf(m_there, there);
            if (one != other)
                add({.aspect = Aspect::Documents,
                     .weight = Weight::Natural,
                     .name = nameOf(here),
                     .here = scored(m_here, here),
                     .there = scored(m_there, there),
                     .text = nameOf(here) + ": " + one + " instead of " + other});
            return;
        }
        Difference difference{.aspect = Aspect::Documents,
                              .weight = Weight::Without,
                              .name = nameOf(here),
                              .here = scored(m_here, here),
                              .there = scored(m_there, there),
                              .text = {}};
        if (here.content.empty() || there.content.empty()) {
            difference.weight = Weight::Unknown;
            difference.text = nameOf(here) + ": its text was not captured on one side";
            return add(std::move(difference));
        }
        const TokenText left(here.content);
        const TokenText right(there.content);
        if (maskedLikeness(left, right) < kSameText) {
            difference.text = nameOf(here) + ": another passage of it";
            return add(std::move(difference));
        }
        const std::string taken =
            takenOver(here.content, {there.content}, m_hereRun, m_thereRun, true);
        const OtherFigure figure = repeated(otherFigures(left, right), taken);
        difference.text = nameOf(here) + " says other than it did";
        if (!taken.empty()) {
            difference.weight = Weight::Substantial;
            difference.text += ": “" + taken + "”, which the answer repeats";
            if (figure.isFound() && figure.here == taken)
                difference.text += ", where it said “" + figure.there + "”";
            m_changed.push_back(difference.text);
        } else if (figure.isFound()) {
            difference.text += ": “" + figure.here + "” where it said “" + figure.there + "”";
            if (m_hereRun.said.empty())
                difference.weight = Weight::Unknown;
        }
        add(std::move(difference));
    }

    // The document, of either run, that tells of the same with other figures.
    std::string contradictedBy(const TokenText& text, const Document& document,
                               const std::string& taken) const
    {
        const auto look = [&](const Documents& documents) -> std::string {
            for (std::size_t i = 0; i < std::min(documents.size(), kMostDocuments); ++i) {
                if (nameOf(documents[i]) == nameOf(document) || documents[i].content.empty())
                    continue;
                const TokenText other(documents[i].content);
                if (maskedLikeness(text, other) < kContradicting)
                    continue;
                const OtherFigure figure = repeated(otherFigures(text, other, true), taken);
                if (figure.isFound())
                    return "“" + figure.here + "” where " + nameOf(documents[i]) + " says “"
                        + figure.there + "”";
            }
            return {};
        };
        const std::string found = look(m_there);
        return found.empty() ? look(m_here) : found;
    }

    // A question that is only like the other may well be about another document.
    bool isExplained(const TokenText& text, const Run& run, const Run& other) const
    {
        if (!m_isComparable || !m_isNear)
            return !m_isComparable;
        const bool isOtherSubject = !m_here.empty() && !m_there.empty()
            && nameOf(m_here.front()) != nameOf(m_there.front());
        return isOtherSubject || isAskedFor(text, run, other);
    }

    void addOnlyHere(const Document& document)
    {
        Difference difference{.aspect = Aspect::Documents,
                              .weight = m_isComparable ? Weight::Without : Weight::Natural,
                              .name = nameOf(document),
                              .here = scored(m_here, document),
                              .there = {},
                              .text = nameOf(document) + ": only here"};
        const TokenText text(document.content);
        std::vector<std::string_view> others = textsOf(m_there);
        // What another document here says as well did not come from this one alone.
        for (const Document& one : m_here)
            if (&one != &document && findIn(m_there, one) != nullptr)
                others.emplace_back(one.content);
        const std::string taken = takenOver(document.content, others, m_hereRun, m_thereRun);
        const std::string contradiction = contradictedBy(text, document, taken);
        const bool isOfQuestion = isExplained(text, m_hereRun, m_thereRun);
        if (!taken.empty() && (!isOfQuestion || !contradiction.empty())) {
            difference.weight = Weight::Substantial;
            difference.text = nameOf(document) + ", which only the suspect was given, says "
                + (contradiction.empty() ? "“" + taken + "”" : contradiction)
                + ", and the answer follows it";
            m_extra.push_back(nameOf(document));
            m_reasons.push_back(difference.text);
        } else if (!contradiction.empty()) {
            difference.text += ", and says " + contradiction;
            if (m_hereRun.said.empty())
                difference.weight = Weight::Unknown;
        }
        add(std::move(difference));
    }

    void addOnlyThere(const Document& document)
    {
        Difference difference{.aspect = Aspect::Documents,
                              .weight = m_isComparable ? Weight::Without : Weight::Natural,
                              .name = nameOf(document),
                              .here = {},
                              .there = scored(m_there, document),
                              .text = nameOf(document) + ": only in the good run"};
        const std::string taken =
            takenOver(document.content, textsOf(m_here), m_thereRun, m_hereRun);
        const bool isOfQuestion = isExplained(TokenText(document.content), m_thereRun, m_hereRun);
        if (!taken.empty() && !isOfQuestion) {
            difference.weight = Weight::Substantial;
            difference.text =
                nameOf(document) + " was not found, which says the good answer's “" + taken + "”";
            m_missing.push_back(nameOf(document));
            m_reasons.push_back(difference.text);
        }
        add(std::move(difference));
    }

    std::string why() const
    {
        std::string text;
        const auto join = [&text](const std::string& more) {
            text += (text.empty() ? "" : "; ") + more;
        };
        if (!m_extra.empty() && !m_missing.empty())
            join("other documents: " + m_extra.front() + " instead of " + m_missing.front());
        if (!m_reasons.empty())
            join(m_reasons.front());
        if (!m_changed.empty())
            join(m_changed.front());
        return text;
    }

    const Documents& m_here;
    const Documents& m_there;
    const Run& m_hereRun;
    const Run& m_thereRun;
    bool m_isComparable;
    bool m_isNear;
    DocumentDifferences m_all;
    std::vector<std::string> m_extra;
    std::vector<std::string> m_missing;
    std::vector<std::string> m_reasons;
    std::vector<std::string> m_changed;
};

} // namespace

DocumentDifferences documentDifferences(const Documents& here, const Documents& there,
                                        const Run& hereRun, const Run& thereRun,
                                        QuestionRelation relation)
{
    return Documentary(here, there, hereRun, thereRun, relation).told();
}

} // namespace comparison

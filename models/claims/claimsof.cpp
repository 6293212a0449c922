// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimsof.h"

#include "models/claims/answerreading.h"
#include "models/claims/answersentences.h"
#include "models/claims/missedpassages.h"
#include "models/claims/sentencejudge.h"
#include "models/claims/thingjudge.h"

#include <algorithm>
#include <utility>

namespace claims {

namespace {

constexpr std::size_t kMany = 2000; // sentences

class ClaimFinder
{
public:
    ClaimFinder(const ClaimSource& source, const ClaimOptions& options)
        : m_source(source)
        , m_reading(source, options.member)
        , m_sentences(m_reading, options.mostEvidence)
        , m_things(m_reading, options.mostEvidence)
        , m_citations(citationsOf(m_reading.text()))
    {
    }

    ClaimSet run()
    {
        m_set.generation = m_source.generation;
        m_set.unknown = m_source.unknown;
        m_set.areTurnsCut = m_source.areTurnsCut;
        const std::vector<AnswerSentence> sentences = answerSentencesOf(m_reading.text());
        if (sentences.size() > kMany)
            m_reading.search().hurry();
        for (const AnswerSentence& sentence : sentences)
            add(sentence);
        if (m_source.output.size() > AnswerReading::kLookedAt)
            addRest();
        return std::move(m_set);
    }

private:
    void add(const AnswerSentence& sentence)
    {
        SentenceMatch match;
        match.words = {m_reading.tokenAt(sentence.start), m_reading.tokenAt(sentence.end)};
        match.index = m_set.claims.size();
        m_set.claims.push_back(m_sentences.begin(sentence, match));
        std::vector<StatedThing> citations;
        while (m_nextCitation < m_citations.size()
               && m_citations[m_nextCitation].start < sentence.end) {
            const StatedThing& citation = m_citations[m_nextCitation++];
            if (citation.start >= sentence.start && citation.end <= sentence.end)
                citations.push_back(citation);
        }
        if (m_set.claims.back().support == Support::NotJudged) {
            if (sentence.role == SentenceRole::Code)
                addNamesInCode(match.index);
            return;
        }
        std::vector<Claim> things = thingsIn(match, citations);
        m_sentences.finish(match, things, m_set.claims.back());
        for (Claim& thing : things)
            m_set.claims.push_back(std::move(thing));
    }

    std::vector<Claim> thingsIn(SentenceMatch& match, const std::vector<StatedThing>& citations)
    {
        std::vector<StatedThing> things = statedThingsOf(m_reading.text(), m_reading.tokens(),
                                                         match.words.first, match.words.last);
        // Links and the numbers of sources are no figures; what a quotation says is.
        std::erase_if(things, [&](const StatedThing& thing) {
            return std::ranges::any_of(citations, [&](const StatedThing& citation) {
                const char opening = m_reading.text()[citation.start];
                const bool isQuote = opening == '"' || opening == '\xE2';
                return !isQuote && citation.start < thing.end && thing.start < citation.end;
            });
        });
        for (const StatedThing& thing : things) {
            if (thing.kind == ClaimKind::Figure)
                match.figures.push_back(thing);
        }
        things.insert(things.end(), citations.begin(), citations.end());
        std::ranges::stable_sort(things, {}, &StatedThing::start);
        std::vector<Claim> found;
        for (const StatedThing& thing : things) {
            if (m_thingCount++ < kMostThings)
                found.push_back(m_things.judge(thing, match));
        }
        return found;
    }

    // Code states nothing as a sentence does, and calls what there is or is not.
    void addNamesInCode(std::size_t index)
    {
        const Claim code = m_set.claims[index];
        for (const telemetry::Finding& finding : m_reading.ground().judgement.findings) {
            if (finding.kind != "novel_identifier" || finding.start < code.start
                || finding.end > code.end || m_thingCount++ >= kMostThings)
                continue;
            const std::string_view why = m_reading.whyNotAbsent();
            Claim claim;
            claim.start = finding.start;
            claim.end = finding.end;
            claim.kind = ClaimKind::Identifier;
            claim.sentence = index;
            claim.support = why.empty() ? Support::Absent : Support::Unknown;
            claim.reason = why.empty() ? m_reading.whyAbsent() : std::string(why);
            claim.probability = probabilityOf(claim.support, std::nullopt);
            m_set.claims.push_back(std::move(claim));
        }
    }

    void addRest()
    {
        Claim rest;
        rest.start = m_reading.codePointAt(m_reading.text().size());
        rest.end = telemetry::codePointCount(m_source.output);
        rest.reason = "beyond what is looked at: the first MiB of an answer";
        m_set.claims.push_back(std::move(rest));
    }

    const ClaimSource& m_source;
    AnswerReading m_reading;
    SentenceJudge m_sentences;
    ThingJudge m_things;
    std::vector<StatedThing> m_citations;
    std::size_t m_nextCitation = 0;
    std::size_t m_thingCount = 0;
    ClaimSet m_set;
};

ClaimSet claimsOf(const ClaimSource& source, const ClaimOptions& options)
{
    if (source.output.empty())
        return {.generation = source.generation, .claims = {}, .unknown = source.unknown};
    return ClaimFinder(source, options).run();
}

} // namespace

ClaimSet claimsOf(const trace::TraceContents& contents, telemetry::SpanId generation,
                  const ClaimOptions& options)
{
    const telemetry::Generation* answer = contents.generation(generation);
    if (answer == nullptr)
        return {.generation = generation,
                .claims = {},
                .unknown = "There is no such answer in the trace"};
    ClaimSource source;
    gatherSource(contents, *answer, options.earlier, source);
    ClaimSet set = claimsOf(source, options);
    if (options.unread != nullptr)
        markUnread(contents, *options.unread, set);
    set.missed = missedOf(contents, source, options.unread, set);
    return set;
}

ClaimSet claimsOf(const health::Subject& subject, const ClaimOptions& options)
{
    ClaimSource source;
    gatherSource(subject, source);
    return claimsOf(source, options);
}

} // namespace claims

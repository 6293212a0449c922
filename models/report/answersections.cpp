// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/sections.h"
#include "models/report/words.h"
#include "models/spread/quarantine.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <tuple>

namespace report {

namespace {

constexpr std::size_t kQuestion = 2000;
constexpr std::size_t kAnswer = 6000;

std::string percent(double probability)
{
    return shareText(probability);
}

// What went on from the worst answer, then what was there before; of either first what traces link,
// then statements that stand in few places: one that stands in most is a phrase.
std::vector<std::size_t> rankedPlaces(const ReportFacts& facts)
{
    const auto& places = facts.spread->places;
    std::map<std::size_t, std::size_t> byStatement;
    std::vector<std::size_t> ranked;
    for (std::size_t i = 0; i < places.size(); ++i) {
        ++byStatement[places[i].statement];
        if (!facts.unsuspectedBefore.contains(i))
            ranked.push_back(i);
    }
    std::ranges::stable_sort(ranked, {}, [&](std::size_t i) {
        return std::tuple(places[i].isEarlier, places[i].link == spread::SpreadLink::Text,
                          byStatement[places[i].statement]);
    });
    return ranked;
}

// "Not listed here: 12 places from before it." Nothing where all are.
std::string restText(const ReportFacts& facts, const std::vector<std::size_t>& ranked,
                     std::size_t shown)
{
    const auto& places = facts.spread->places;
    const auto isLater = [&places](std::size_t i) { return !places[i].isEarlier; };
    const auto rest = std::span(ranked).subspan(shown);
    const auto later = std::ranges::count_if(rest, isLater);
    const auto earlier = std::ssize(rest) - later;
    std::vector<std::string> parts;
    if (later > 0)
        parts.push_back(counted(later, "place", "places") + " since the worst answer");
    if (earlier > 0)
        parts.push_back(counted(earlier, "place", "places") + " from before it");
    if (const auto sound = std::ssize(facts.unsuspectedBefore); sound > 0)
        parts.push_back(counted(sound, "place", "places")
                        + " in answers from before it that nothing suspects by one half or more");
    return parts.empty() ? std::string() : "Not listed here: " + joined(parts, "") + '.';
}

void addPlaces(Section& section, const ReportFacts& facts, const Scrub& scrub)
{
    const spread::Spread& spread = *facts.spread;
    if (spread.places.empty())
        return;
    const std::vector<std::size_t> ranked = rankedPlaces(facts);
    const std::size_t shown = std::min(ranked.size(), kMostPlaces);
    Table table{.caption =
                    "Quarantine list: where a statement of the worst answer stands, since it "
                    "first",
                .columns = {{.title = "Time", .weight = 3},
                            {.title = "Service", .weight = 2},
                            {.title = "Where and how", .weight = 3},
                            {.title = "User", .weight = 2},
                            {.title = "What stands there", .weight = 5},
                            {.title = "Trace and span", .weight = 4}},
                .rows = {},
                .hasRowHeads = true};
    for (std::size_t i = 0; i < shown; ++i) {
        const spread::SpreadPlace& place = spread.places[ranked[i]];
        table.rows.push_back(
            {timeText(place.time), scrub.line(place.service, 80),
             std::string(similarity::toString(place.kind)) + ", "
                 + similarity::toString(place.likeness) + (place.isEarlier ? ", earlier" : ""),

             place.user.empty() ? "-" : scrub.user(place.user), scrub.line(place.stretch, 200),
             telemetry::toHex(place.key.trace) + ' ' + telemetry::toHex(place.key.span)});
    }
    if (!table.rows.empty())
        section.blocks.push_back(std::move(table));
    if (std::string rest = restText(facts, ranked, shown); !rest.empty())
        section.blocks.push_back(Paragraph{.text = std::move(rest), .isNote = true});
}

void addClaims(Section& section, const AnswerFacts& answer, std::size_t number, const Scrub& scrub)
{
    if (answer.claims.empty()) {
        section.blocks.push_back(
            Paragraph{.text = "Nothing can be said of its claims"
                          + (answer.unknown.empty() ? std::string(": it states nothing.")
                                                    : ": " + sentence(scrub.line(answer.unknown))),
                      .isNote = true});
        return;
    }
    Table table{.caption = "Claims of answer " + std::to_string(number),
                .columns = {{.title = "Claim", .weight = 5},
                            {.title = "Support", .weight = 2},
                            {.title = "Wrong, probably", .isNumber = true, .weight = 2},
                            {.title = "Why", .weight = 4},
                            {.title = "Evidence", .weight = 6}},
                .rows = {},
                .hasRowHeads = true};
    for (const ClaimFacts& claim : answer.claims) {
        std::string evidence;
        for (const EvidenceFacts& each : claim.evidence)
            evidence += (evidence.empty() ? "" : " | ")
                + std::string(each.isOnlyNearest ? "nearest" : claims::toString(each.support))
                + ", " + scrub.line(each.source, 120) + ": “" + scrub.line(each.text, 240) + "”";
        table.rows.push_back(
            {scrub.line(claim.text), claims::toString(claim.claim.support),
             claim.claim.probability > 0 ? "≈ " + percent(claim.claim.probability) : "unknown",
             scrub.line(claim.claim.reason), evidence.empty() ? "none" : evidence});
    }
    section.blocks.push_back(std::move(table));
    addCutNote(section, answer.claims.size(), answer.allClaims, "claims");
}

void addFindings(Section& section, const AnswerFacts& answer, const Scrub& scrub)
{
    if (answer.findings.empty())
        return;
    List list;
    for (const telemetry::Evaluation& finding : answer.findings) {
        std::string text = scrub.line(finding.check, 120) + " failed";
        if (finding.badness)
            text += ", badness " + percent(*finding.badness);
        if (!finding.evaluator.empty())
            text += ", by " + scrub.line(finding.evaluator, 80);
        if (!finding.reason.empty())
            text += ": " + scrub.line(finding.reason);
        list.items.push_back(std::move(text));
    }
    section.blocks.push_back(std::move(list));
}

// What was asked or answered, or why that is not told.
Block textBlock(const AnswerFacts& answer, const std::string& text, telemetry::ContentState state,
                const char* subject, Code code)
{
    std::string why;
    if (!text.empty())
        return code;
    if (!answer.isRead)
        why = "is not known: its trace was not read so far.";
    else if (state == telemetry::ContentState::Captured)
        why = "is empty, as it was sent.";
    else if (state == telemetry::ContentState::NotCaptured)
        why = "was not captured.";
    else
        why = std::string("is not here: ") + telemetry::toString(state) + '.';
    return Paragraph{.text = std::string(subject) + ' ' + why, .isNote = true};
}

void addAnswer(Section& section, const AnswerFacts& answer, std::size_t number, const Scrub& scrub)
{
    const suspects::QueueRow& row = answer.row;
    const std::string name = std::to_string(number);
    section.blocks.push_back(
        Heading{.text = "Answer " + name + ": suspicion " + percent(row.suspicion.probability)});
    section.blocks.push_back(Paragraph{
        .text = timeText(row.suspicion.time) + ", " + scrub.line(row.service, 120)
            + (row.model.empty() ? std::string() : ", model " + scrub.line(row.model, 120))
            + (answer.user.empty() ? std::string() : ", to " + scrub.user(answer.user)) + ". Trace "
            + telemetry::toHex(row.suspicion.trace) + ", span "
            + telemetry::toHex(row.suspicion.span)
            + (row.verdict.empty() ? std::string()
                                   : ". A person said: " + scrub.line(row.verdict, 80))
            + '.'});
    if (!row.suspicion.reasons.empty())
        section.blocks.push_back(
            Paragraph{.text = "Suspected for: " + scrub.line(row.suspicion.reasons)});
    section.blocks.push_back(
        textBlock(answer, answer.question, answer.questionState, "What was asked",
                  {.label = "Question " + name, .text = scrub.prose(answer.question, kQuestion)}));
    section.blocks.push_back(
        textBlock(answer, answer.answer, answer.answerState, "What it answered",
                  {.label = "Answer " + name, .text = scrub.prose(answer.answer, kAnswer)}));
    addFindings(section, answer, scrub);
    if (!answer.claims.empty())
        section.blocks.push_back(Paragraph{
            .text =
                "The suspicion is of the whole answer, by all that validators, judges and "
                "people said of it. What stands beside a claim is of that sentence alone, by "
                "what the answer was given: of many doubtful sentences one is likely wrong, and "
                "what a judge knows from elsewhere is in none of them.",
            .isNote = true});
    addClaims(section, answer, number, scrub);
}

} // namespace

Section exposureSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "exposure", .title = "Exposure and quarantine", .blocks = {}};
    List list;
    for (const std::string& line : incident::exposureText(report.facts.record.exposure))
        list.items.push_back(scrub.line(line));
    section.blocks.push_back(std::move(list));
    if (!report.facts.spread) {
        section.blocks.push_back(Paragraph{.text = "Where a wrong statement went is not told: "
                                               + scrub.line(report.facts.noSpread)});
        return section;
    }
    const spread::Spread& spread = *report.facts.spread;
    section.blocks.push_back(Heading{.text = "Where the worst answer's statements stand"});
    List found;
    for (const similarity::Statement& statement : spread.statements)
        found.items.push_back("Looked for: " + scrub.line(statement.text));
    for (const std::string& line : spread::summaryOf(spread))
        found.items.push_back(scrub.line(line));
    section.blocks.push_back(std::move(found));
    addPlaces(section, report.facts, scrub);
    if (report.facts.spreadUntil)
        section.blocks.push_back(Paragraph{
            .text = "Looked through is what was recorded until the incident was closed, at "
                + timeText(*report.facts.spreadUntil) + ": the whole list may hold later places.",
            .isNote = true});
    const telemetry::SpanKey key{.trace = report.facts.answers.front().row.suspicion.trace,
                                 .span = report.facts.answers.front().row.suspicion.span};
    section.blocks.push_back(
        Paragraph{.text = report.quarantineFile.empty()
                      ? "The whole list: plumbline spread " + scrub.line(report.facts.recordingName)
                          + " --trace " + telemetry::toHex(key.trace) + " --span "
                          + telemetry::toHex(key.span) + " --csv --out quarantine.csv"
                      : "The whole list is in " + scrub.line(report.quarantineFile) + '.',
                  .isNote = true});
    return section;
}

Section answersSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "answers", .title = "Worst answers, with their claims", .blocks = {}};
    const auto& answers = report.facts.answers;
    if (answers.empty()) {
        section.blocks.push_back(
            Paragraph{.text = "No answer of this time is suspected by one half or more."});
        return section;
    }
    section.blocks.push_back(Paragraph{
        .text = counted(static_cast<std::int64_t>(answers.size()), "answer is", "answers are")
            + " shown, of " + counted(report.facts.suspects, "that is", "that are")
            + " suspected by one half or more. Suspicions are estimates.",
        .isNote = true});
    for (std::size_t i = 0; i < answers.size(); ++i)
        addAnswer(section, answers[i], i + 1, scrub);
    return section;
}

Section causesSection(const Report& report, const Scrub& scrub)
{
    Section section{.id = "causes", .title = "Causes", .blocks = {}};
    const ReportFacts& facts = report.facts;
    if (!facts.causes) {
        section.blocks.push_back(Paragraph{.text = scrub.line(facts.noCauses)});
        return section;
    }
    section.blocks.push_back(
        Paragraph{.text = "As far as was known at the end, of " + scrub.line(facts.caseAlarm, 40)
                      + ". Weights are set by hand and add up to a score; from 3 on a cause is "
                        "likely, it is never certain.",
                  .isNote = true});
    if (facts.causesOnset)
        section.blocks.push_back(Paragraph{
            .text = "“Before” is here from " + timeText(facts.causesRange.start)
                + " to the onset at " + timeText(*facts.causesOnset)
                + ", as far as it was recorded, and “since” from there to "
                + timeText(facts.causesRange.end)
                + ". What an alarm was before is what its detector had learnt up to then, "
                  "over other answers, and each line tells of the answers that its own "
                  "check or trait is known of: so n and shares differ between them.",
            .isNote = true});
    if (!facts.causes->judgeOrModel.empty())
        section.blocks.push_back(Paragraph{.text = scrub.line(facts.causes->judgeOrModel)});
    const auto& hypotheses = facts.causes->hypotheses;
    Table table{.caption = "Causes that were looked at",
                .columns = {{.title = "Cause", .weight = 3},
                            {.title = "How sure", .weight = 2},
                            {.title = "Score", .isNumber = true, .weight = 1},
                            {.title = "For", .isNumber = true, .weight = 1},
                            {.title = "Against", .isNumber = true, .weight = 1},
                            {.title = "Not known", .isNumber = true, .weight = 1}},
                .rows = {},
                .hasRowHeads = true};
    const auto scoreText = [](double score) {
        const auto tenths = static_cast<long>(score * 10 + (score < 0 ? -0.5 : 0.5));
        const long size = tenths < 0 ? -tenths : tenths;
        return (tenths < 0 ? "−" : "+") + std::to_string(size / 10) + '.'
            + std::to_string(size % 10);
    };
    for (const causes::Hypothesis& hypothesis : hypotheses)
        table.rows.push_back({scrub.line(hypothesis.title), causes::sureness(hypothesis.score),
                              scoreText(hypothesis.score), std::to_string(hypothesis.countFor()),
                              std::to_string(hypothesis.countAgainst()),
                              std::to_string(hypothesis.missing.size())});
    section.blocks.push_back(std::move(table));
    for (std::size_t i = 0; i < hypotheses.size(); ++i) {
        const causes::Hypothesis& hypothesis = hypotheses[i];
        // Those that nothing speaks for are in the table.
        if (i > 0 && hypothesis.score < 1)
            continue;
        section.blocks.push_back(Heading{.text = scrub.line(hypothesis.title)});
        section.blocks.push_back(Paragraph{.text = scrub.line(hypothesis.sentence)});
        List evidence;
        for (const causes::CauseEvidence& each : hypothesis.evidence)
            evidence.items.push_back((each.weight > 0 ? "For, " : "Against, ")
                                     + scoreText(each.weight) + ": " + scrub.line(each.text));
        for (const std::string& missing : hypothesis.missing)
            evidence.items.push_back("Not known: " + scrub.line(missing));
        if (!evidence.items.empty())
            section.blocks.push_back(std::move(evidence));
        if (i < facts.causes->radii.size())
            section.blocks.push_back(
                Paragraph{.text = scrub.line(causes::exposedText(*facts.causes, i))});
        section.blocks.push_back(
            Paragraph{.text = "It is not this if: " + scrub.line(hypothesis.refutation)});
    }
    return section;
}

} // namespace report

// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judging.h"
#include "models/health/loops.h"
#include "models/health/mixedscripts.h"
#include "models/health/textunits.h"
#include "models/health/wordorder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace health {

namespace {

constexpr std::size_t kLookedAtForLoops = std::size_t{48}
    << 10U; // bytes at the end, where loops are

constexpr std::size_t kLongestTable = 260; // units of figures: 16 rows of 16
constexpr std::size_t kManyRounds = 24; // of what counts on, as data may
constexpr std::size_t kShortGap = 2; // units between a passage and its copy: marks, a number

constexpr std::size_t kShortestSentenceLine = 14; // units
constexpr std::size_t kLongestHeadingBytes = 40; // bytes
constexpr std::size_t kLongestLabel = 24; // bytes
constexpr double kStale = 0.36; // share of what comes again without anything new
constexpr double kMostlyAlike = 0.42; // share, where two sentences in a row are alike
constexpr double kMostlyStale = 0.46;
constexpr double kFewestRepeats = 0.1; // share of repeated runs, to look at whole sentences

// What is looked at, and where it lies in the output.
struct LookedAtPart
{
    const CleanText& output;
    std::size_t offset = 0; // bytes
    std::string_view text;
    std::vector<Unit> units;
    bool isCode = false;

    Complaint complaint(double probability, std::string reason, std::size_t start, std::size_t end,
                        const char* kind) const
    {
        return {.probability = probability,
                .reason = std::move(reason),
                .finding = output.finding(offset + start, offset + end, kind, 1 - probability)};
    }
};

bool opensStatement(std::string_view word)
{
    constexpr std::array<std::string_view, 32> words{
        "def",    "class",   "import",   "from",   "return", "elif",   "else",   "try",
        "except", "finally", "function", "const",  "let",    "var",    "public", "private",
        "static", "void",    "int",      "using",  "self",   "print",  "assert", "raise",
        "struct", "while",   "template", "export", "async",  "switch", "case",   "namespace"};
    return std::ranges::find(words, word) != words.end();
}

// Programs and data repeat themselves by nature: what would be a loop in prose is none there.
bool isCodeLike(std::string_view text, const std::vector<Unit>& units)
{
    if (text.find("```") != std::string_view::npos)
        return true;
    constexpr std::string_view marks = "=<>{}_\\|;$@`";
    std::size_t codeMarks = 0;
    std::size_t lines = 0;
    std::size_t statements = 0;
    for (const Unit& unit : units) {
        if (unit.kind == UnitKind::Mark) {
            const char mark = text[unit.start];
            const bool isCall = mark == '(' && unit.isAttached;
            codeMarks += isCall || marks.find(mark) != std::string_view::npos ? 1 : 0;
        }
        if (!unit.opensLine)
            continue;
        ++lines;
        statements += opensStatement(text.substr(unit.start, unit.end - unit.start)) ? 1 : 0;
    }
    return codeMarks * 16 >= units.size() || (statements >= 2 && statements * 10 >= lines);
}

// How sure a stretch of `looped` units in rounds of `period` makes us.
double loopProbability(const Repetition& repetition, bool isCode)
{
    const std::size_t looped = repetition.looped;
    if (looped == 0)
        return 0;
    const std::size_t rounds = looped / repetition.period;
    if (isCode)
        return looped >= 60 && rounds >= (looped >= 120 ? 8 : 20) ? 0.9 : 0;
    if (repetition.loopedWords == 0) // rows of a table, zeros in a list
        return looped >= (repetition.loopedNumbers > 0 ? kLongestTable : 25) ? 0.92 : 0;
    if (repetition.loopedCounters > 0) // "order 1001 ..., order 1002 ..."
        return rounds >= kManyRounds ? 0.93 : 0;
    if (looped >= 24 && rounds >= 4)
        return 0.97;
    // A refrain comes three times, too.
    return looped >= 40 && !repetition.loopsByLines ? 0.93 : 0;
}

void addLoop(const LookedAtPart& part, const Repetition& repetition,
             std::vector<Complaint>& complaints)
{
    const double probability = loopProbability(repetition, part.isCode);
    if (probability == 0)
        return;
    const auto start = std::ranges::lower_bound(part.units, repetition.loopStart, {}, &Unit::start);
    const Unit& last = *(start + static_cast<std::ptrdiff_t>(repetition.period - 1));
    complaints.push_back(part.complaint(
        probability,
        "it repeats “" + cited(part.text.substr(start->start, last.end - start->start)) + "” "
            + std::to_string(repetition.looped / repetition.period) + " times in a row",
        repetition.loopStart, repetition.loopEnd, "loop"));
}

// Whether a passage that comes again was announced: "Therefore, the answer is:", "Chorus". Who sums
// up what he listed says it twice and means to; so does a song.
bool isIntroduced(const LookedAtPart& part, const Repetition& repetition)
{
    if (part.text[repetition.longestStart] == ':')
        return true;
    std::string_view gap =
        part.text.substr(repetition.gapStart, repetition.longestStart - repetition.gapStart);
    while (!gap.empty()) {
        const std::size_t feed = std::min(gap.find('\n'), gap.size());
        std::string_view line = gap.substr(0, feed);
        line = line.substr(0, line.find_last_not_of(" \t\r*_") + 1);
        const bool isHeading = feed < gap.size() && line.size() <= kLongestHeadingBytes
            && line.find_first_not_of(" \t\r\n-*#.0123456789)") != std::string_view::npos
            && std::string_view(".!?,;\"").find(line.back()) == std::string_view::npos;
        const bool isLabelled = line.substr(0, kLongestLabel).find(':') != std::string_view::npos;
        if (isHeading || isLabelled || line.ends_with(':'))
            return true;
        gap.remove_prefix(std::min(feed + 1, gap.size()));
    }
    return false;
}

// The same passage again, or one that is hardly another.
void addRepeats(const LookedAtPart& part, const Repetition& repetition,
                std::vector<Complaint>& complaints)
{
    const double share = repetition.share;
    if (part.isCode) {
        if (share >= 0.85 && repetition.units >= 200)
            complaints.push_back(part.complaint(0.7, "most of it has stood in it before",
                                                repetition.worstStart, repetition.worstEnd,
                                                "repeated"));
        return;
    }
    const bool isPassage = share >= 0.3
        && ((repetition.longest >= 26 && repetition.longest * 5 >= repetition.units)
            || repetition.longest >= 60)
        && (repetition.longestGap <= kShortGap || !isIntroduced(part, repetition));
    const bool isStale = repetition.staleShare >= kStale;
    if (isPassage || isStale) {
        const bool isMost = repetition.staleShare >= kMostlyStale;
        complaints.push_back(part.complaint(
            isMost ? 0.93 : 0.7,
            isPassage ? "a whole passage stands in it twice" : "it says the same over and over",
            isPassage ? repetition.longestStart : repetition.worstStart,
            isPassage ? repetition.longestEnd : repetition.worstEnd, "repeated"));
    }
    if (share < kFewestRepeats)
        return;
    const AlikeSentences alike = alikeSentences(part.text, part.units);
    const bool isRow = !alike.isByLines
        && ((alike.count >= 3 && share >= 0.16) || (alike.count == 2 && share >= 0.3)
            || (alike.count == 1 && share >= kMostlyAlike));
    const double probability = alike.count >= 4           ? 0.93
        : isRow                                           ? 0.8
        : alike.count > 0 && repetition.worstShare >= 0.4 ? 0.3
                                                          : 0;
    if (probability > 0)
        complaints.push_back(part.complaint(probability,
                                            std::to_string(alike.count + 1)
                                                + " sentences in a row say nearly the same",
                                            alike.start, alike.end, "repeated"));
}

void addCharacterLoop(const LookedAtPart& part, std::vector<Complaint>& complaints)
{
    const auto loop = characterLoop(part.text, part.units);
    if (!loop)
        return;
    complaints.push_back(part.complaint(part.isCode ? 0.4 : 0.92,
                                        "it repeats “" + cited(part.text.substr(loop->start, 8))
                                            + "” without a break",
                                        loop->start, loop->end, "loop"));
}

// Without lines too short to hold a sentence: verses, options of a quiz and lists of things have
// another order of words, or none.
std::vector<Unit> unitsOfSentences(const std::vector<Unit>& units)
{
    std::vector<Unit> kept;
    for (std::size_t first = 0; first < units.size();) {
        std::size_t end = first + 1;
        while (end < units.size() && !units[end].opensLine)
            ++end;
        if (end - first >= kShortestSentenceLine)
            kept.insert(kept.end(), units.begin() + static_cast<std::ptrdiff_t>(first),
                        units.begin() + static_cast<std::ptrdiff_t>(end));
        first = end;
    }
    return kept;
}

void addSalad(const LookedAtPart& part, std::vector<Complaint>& complaints)
{
    if (part.isCode)
        return;
    const auto order = wordOrderOf(part.text, unitsOfSentences(part.units));
    if (!order || order->words < 0.5 || order->score > -0.1)
        return;
    const double probability = order->score <= -0.35 ? 0.95 : order->score <= -0.2 ? 0.7 : 0.3;
    complaints.push_back(part.complaint(probability,
                                        "the words follow each other without the order of a "
                                        "sentence",
                                        order->start, order->end, "word_salad"));
}

} // namespace

Judgement judgeDegeneration(const Subject& subject)
{
    if (!subject.output)
        return withoutAnswer(subject);
    const CleanText output(*subject.output);
    std::size_t begin =
        output.view().size() > kLookedAtForLoops ? output.view().size() - kLookedAtForLoops : 0;
    while (begin > 0 && begin < output.view().size()
           && (static_cast<unsigned char>(output.view()[begin]) & 0xC0U) == 0x80U)
        ++begin;
    LookedAtPart part{
        .output = output, .offset = begin, .text = output.view().substr(begin), .units = {}};
    part.units = unitsOf(part.text);
    part.isCode = subject.task == "code" || isCodeLike(part.text, part.units);
    const Repetition repetition = repetitionOf(part.text, part.units);
    std::vector<Complaint> complaints;
    addLoop(part, repetition, complaints);
    if (complaints.empty()) {
        addRepeats(part, repetition, complaints);
        addCharacterLoop(part, complaints);
        addSalad(part, complaints);
    }
    if (!part.isCode)
        addMixedScripts(subject, output, complaints);
    return judgementOf(std::move(complaints), "it neither repeats itself nor falls apart");
}

} // namespace health

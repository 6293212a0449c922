// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/validatortargets.h"

#include <algorithm>
#include <string_view>

namespace bench {

namespace {

constexpr std::string_view kSound = "none";
constexpr std::string_view kSalad =
    "salad"; // words without order: no loop, and a target of its own

struct Share
{
    std::size_t part = 0;
    std::size_t whole = 0;

    void add(bool isIn)
    {
        ++whole;
        part += isIn ? 1 : 0;
    }
    double value() const
    {
        return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
    }
};

bool isCode(const LabelledAnswer& answer)
{
    return answer.subject.task == "code"
        || answer.subject.output.value_or("").find("```") != std::string::npos;
}

void addDegenerate(const LabelledSet& set, const std::vector<bool>& flagged, SetFigures& figures)
{
    Share damaged;
    Share salad;
    Share prose;
    Share code;
    for (std::size_t i = 0; i < set.answers.size(); ++i) {
        const LabelledAnswer& answer = set.answers[i];
        if (answer.isWrong)
            (answer.kind == kSalad ? salad : damaged).add(flagged[i]);
        else
            (isCode(answer) ? code : prose).add(flagged[i]);
    }
    figures.targets = {{"recall without salad", damaged.value(), 0.95, 0.99},
                       {"recall of salad", salad.value(), {}, 0.8},
                       {"false alarms, prose", prose.value(), 0.01, 0.002, true}};
    if (code.whole > 0)
        figures.targets.push_back({"false alarms, code", code.value(), 0.02, 0.005, true});
    else
        figures.notes.emplace_back("no sound code in this set: false alarms on code, at most 2 %, "
                                   "are not measured");
}

void addTruncation(const LabelledSet& set, const std::vector<bool>& flagged, SetFigures& figures)
{
    Share cut;
    Share whole;
    for (std::size_t i = 0; i < set.answers.size(); ++i)
        (set.answers[i].isWrong ? cut : whole).add(flagged[i]);
    figures.targets = {{"recall", cut.value(), 0.97, 0.99},
                       {"false alarms", whole.value(), 0.002, 0, true}};
}

void addRagTruth(SetFigures& figures)
{
    const Separation& own = figures.validator;
    figures.targets = {{"AUROC", own.auroc, 0.85, 0.89},
                       {"length-matched AUROC", own.lengthMatched, 0.82, 0.86},
                       {"F1", own.f1, 0.54, 0.62},
                       {"span F1", figures.spanF1.value_or(0), 0.42, 0.50}};
    const auto swap = std::ranges::find_if(figures.swaps, isTargetSwap);
    if (swap != figures.swaps.end())
        figures.targets.push_back({"swap, median delay", swap->median, 20, 12, true});
    else
        figures.notes.push_back("no answers of both " + targetSwapName()
                                + " in this set: that swap, at most 20 answers, is not measured");
}

} // namespace

std::vector<KindShare> kindSharesOf(const LabelledSet& set, const std::vector<bool>& flagged)
{
    std::vector<KindShare> shares;
    for (std::size_t i = 0; i < set.answers.size(); ++i) {
        const std::string& kind = set.answers[i].kind;
        if (kind.empty())
            continue;
        auto share = std::ranges::find(shares, kind, &KindShare::kind);
        if (share == shares.end())
            share = shares.insert(kind == kSound ? shares.begin() : shares.end(), {.kind = kind});
        ++share->answers;
        share->flagged += flagged[i] ? 1 : 0;
    }
    return shares;
}

void addTargets(const LabelledSet& set, const std::vector<bool>& flagged, SetFigures& figures)
{
    const Separation& own = figures.validator;
    const std::string& task = set.answers.front().subject.task;
    if (task == "degenerate")
        addDegenerate(set, flagged, figures);
    else if (task == "truncation_telemetry")
        addTruncation(set, flagged, figures);
    else if (set.name == "ragtruth_qa")
        addRagTruth(figures);
    else if (set.name == "summedits")
        figures.targets = {{"balanced accuracy", own.balancedAccuracy, 0.62, 0.70}};
    else if (set.name == "faithbench")
        figures.targets = {{"AUROC", own.auroc, 0.61, 0.66}};
    figures.targets.push_back({"median, us", figures.medianMicroseconds, 500, 150, true});
    figures.targets.push_back({"p99, us", figures.slowMicroseconds, 2000, 500, true});
}

} // namespace bench

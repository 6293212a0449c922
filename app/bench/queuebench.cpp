// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/queuebench.h"

#include "app/bench/randomsource.h"
#include "app/bench/ranking.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/health/groundmodel.h"
#include "models/health/words.h"
#include "models/suspects/calibration.h"
#include "models/telemetry/signalcheck.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

constexpr std::array<std::size_t, 4> kVerdicts{0, 20, 100, 300};
constexpr std::uint64_t kHalvings = 40;

constexpr const char* kQueueApart =
    "Each answer is judged by all validators, groundedness by what has seen nothing of its "
    "document (see bench validators).\nForty times a set is halved by its documents: verdicts, "
    "which are the labels, are given on one half, and the error is that\nof the other: expected "
    "calibration error over ten bins. Beside it what a perfect queue shows by chance alone.\n";

// An answer as the queue knows it.
struct Ranked
{
    double probability = 0;
    std::string check; // that weighs most
    bool isWrong = false;
    std::uint64_t document = 0;
};

Ranked rankedOf(const LabelledAnswer& answer, std::size_t number, bool isOfService)
{
    const std::string context = answer.subject.context.value_or("");
    const auto member = health::GroundModel::shipped().memberWithout(context);
    std::vector<health::NamedJudgement> judgements;
    for (const health::Validator& validator : health::validators())
        judgements.push_back({validator.check,
                              std::string_view(validator.check) == telemetry::kGroundedness
                                  ? health::judgeGroundedness(answer.subject, member)
                                  : validator.judge(answer.subject)});
    const auto prior = isOfService ? health::Prior::Service : health::Prior::LabelledSets;
    Ranked ranked{.probability = health::suspicionOf(judgements, prior),
                  .check = {},
                  .isWrong = answer.isWrong,
                  .document = context.empty() ? number : health::hashOf(context)};
    double most = 0;
    for (const health::NamedJudgement& named : judgements) {
        const double part = health::suspicionOf({named}, prior);
        if (part > most)
            ranked.check = named.check;
        most = std::max(most, part);
    }
    return ranked;
}

std::vector<suspects::Labelled> labelsOf(const std::vector<const Ranked*>& judged,
                                         std::size_t verdicts)
{
    std::vector<suspects::Labelled> labels;
    for (std::size_t i = 0; i < std::min(verdicts, judged.size()); ++i)
        labels.push_back({.probability = judged[i]->probability,
                          .check = judged[i]->check,
                          .wrong = judged[i]->isWrong ? 1.0 : 0.0,
                          .weight = 1});
    return labels;
}

struct Half
{
    std::vector<double> said;
    std::vector<bool> wrong;
};

Half corrected(const std::vector<const Ranked*>& answers, std::size_t count,
               const suspects::Calibration& calibration)
{
    Half half;
    for (std::size_t i = 0; i < count; ++i) {
        half.said.push_back(calibration.corrected(answers[i]->probability, answers[i]->check));
        half.wrong.push_back(answers[i]->isWrong);
    }
    return half;
}

double errorOf(const Half& half)
{
    return suspects::expectedCalibrationError(half.said, half.wrong);
}

void addHalving(const std::vector<Ranked>& all, std::uint64_t seed, QueueFigures& figures)
{
    RandomSource random(seed);
    const std::uint64_t salt = random.below(1ULL << 62U);
    std::vector<const Ranked*> judged;
    std::vector<const Ranked*> held;
    for (const Ranked& one : all) {
        const std::string key = std::to_string(one.document) + ' ' + std::to_string(salt);
        (health::hashOf(key) % 2 == 0 ? judged : held).push_back(&one);
    }
    for (std::size_t i = judged.size(); i > 1; --i)
        std::swap(judged[i - 1], judged[random.below(i)]);
    std::vector<const Ranked*> top = judged; // ties by lot
    const auto isWorse = [](const Ranked* left, const Ranked* right) {
        return left->probability > right->probability;
    };
    std::ranges::stable_sort(top, isWorse);
    std::ranges::stable_sort(held, isWorse);
    const auto add = [](double value, double& mean) {
        mean += (std::isnan(value) ? 0.5 : value) / static_cast<double>(kHalvings);
    };
    Half perfect = corrected(held, held.size(), {});
    for (std::size_t i = 0; i < held.size(); ++i)
        perfect.wrong[i] = random.chance(perfect.said[i]);
    add(errorOf(perfect), figures.byChance);
    for (QueueErrors& errors : figures.errors) {
        const suspects::Calibration ofAny(labelsOf(judged, errors.verdicts));
        const suspects::Calibration ofTop(labelsOf(top, errors.verdicts));
        const Half afterTop = corrected(held, held.size(), ofTop);
        add(errorOf(corrected(held, held.size(), ofAny)), errors.onAny);
        add(errorOf(afterTop), errors.onTop);
        add(errorOf(corrected(held, held.size() / 4, ofTop)), errors.topAfterTop);
        add(auroc({.scores = afterTop.said, .labels = afterTop.wrong, .folds = {}}),
            errors.orderAfterTop);
    }
}

void printText(const QueueFigures& figures, bool isOfService)
{
    print(stdout, "  %s: said %.3f on average, by chance alone %.3f\n",
          isOfService ? "as shown, for few wrong answers" : "for as many as the sets hold",
          figures.said, figures.byChance);
    print(stdout, "    %-9s %12s %12s %22s %12s\n", "verdicts", "on any", "on the top",
          "top quarter, on top", "AUROC");
    for (const QueueErrors& errors : figures.errors)
        print(stdout, "    %-9zu %12.3f %12.3f %22.3f %12.3f\n", errors.verdicts, errors.onAny,
              errors.onTop, errors.topAfterTop, errors.orderAfterTop);
}

QJsonObject toJson(const QueueFigures& figures)
{
    QJsonArray rows;
    for (const QueueErrors& errors : figures.errors)
        rows.append(QJsonObject{{u"verdicts"_s, static_cast<qint64>(errors.verdicts)},
                                {u"error_after_any"_s, errors.onAny},
                                {u"error_after_top"_s, errors.onTop},
                                {u"error_of_top_quarter_after_top"_s, errors.topAfterTop},
                                {u"auroc_after_top"_s, errors.orderAfterTop}});
    return {{u"mean_probability"_s, figures.said},
            {u"error_by_chance"_s, figures.byChance},
            {u"errors"_s, rows}};
}

} // namespace

QueueFigures measureQueue(const LabelledSet& set, bool isOfService)
{
    QueueFigures figures{.name = set.name, .answers = set.answers.size(), .errors = {}};
    std::vector<Ranked> all;
    for (const LabelledAnswer& answer : set.answers) {
        all.push_back(rankedOf(answer, all.size(), isOfService));
        figures.wrong += answer.isWrong ? 1 : 0;
        figures.said += all.back().probability / static_cast<double>(set.answers.size());
    }
    for (const std::size_t verdicts : kVerdicts)
        figures.errors.push_back({.verdicts = verdicts});
    for (std::uint64_t halving = 1; halving <= kHalvings; ++halving)
        addHalving(all, halving, figures);
    return figures;
}

int runQueue(const std::string& folder, bool isJson)
{
    const std::vector<std::filesystem::path> files = labelledSetsIn(folder);
    if (files.empty())
        return reportSkipped("queue",
                             "no labelled sets (*.jsonl); name their folder with --data or in "
                             "PLUMBLINE_LABELLED",
                             isJson);
    if (!isJson)
        commands::printProse(stdout, kQueueApart);
    QJsonArray sets;
    for (const std::filesystem::path& file : files) {
        const auto set = readLabelledSet(file);
        if (!set)
            return commands::report(set.error());
        const QueueFigures shown = measureQueue(*set, true);
        const QueueFigures matched = measureQueue(*set, false);
        if (isJson) {
            sets.append(QJsonObject{{u"set"_s, QString::fromStdString(shown.name)},
                                    {u"answers"_s, static_cast<qint64>(shown.answers)},
                                    {u"wrong"_s, static_cast<qint64>(shown.wrong)},
                                    {u"as_shown"_s, toJson(shown)},
                                    {u"as_many_as_the_sets_hold"_s, toJson(matched)}});
            continue;
        }
        print(stdout, "\n%s: %zu answers, %zu wrong\n", shown.name.c_str(), shown.answers,
              shown.wrong);
        printText(shown, true);
        printText(matched, false);
        std::fflush(stdout);
    }
    if (isJson)
        commands::printJson({{u"bench"_s, u"queue"_s}, {u"sets"_s, sets}});
    return 0;
}

} // namespace bench

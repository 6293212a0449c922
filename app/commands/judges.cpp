// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/judges.h"

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/outcome.h"
#include "app/commands/problems.h"
#include "app/commands/terminal.h"
#include "models/objective/goldenfile.h"
#include "models/objective/judgerules.h"
#include "models/objective/textfile.h"
#include "models/telemetry/person.h"
#include "models/yaml/tree.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdint>
#include <memory>
#include <variant>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct Checked
{
    bool isGolden = false; // else rules of scales
    std::size_t count = 0;
    std::vector<yaml::Problem> problems;
};

// A file says by its one key what it is.
Checked check(const std::string& text)
{
    const auto golden = objective::parseGoldenSet(text);
    const auto tree = yaml::parse(text, objective::kGoldenLimits);
    const auto* const root = std::get_if<yaml::Node>(&tree);
    if (root == nullptr || root->find("golden") != nullptr)
        return {true, golden.set.items().size(), golden.problems};
    const auto rules = objective::parseJudgeRules(text);
    return {false, rules.rules.size(), rules.problems};
}

int lintJudges(const std::vector<std::string>& files, bool isJson)
{
    int status = 0;
    QJsonArray all;
    for (const std::string& path : files) {
        const auto text = objective::readTextFile(path, objective::kGoldenMebibytes);
        if (!text)
            return report(text.error());
        const Checked checked = check(*text);
        const QJsonArray problems = tellProblems(path, checked.problems, isJson);
        if (!problems.isEmpty())
            status = 1;
        all.append(QJsonObject{{u"file"_s, displayText(path)},
                               {u"kind"_s, checked.isGolden ? u"golden"_s : u"judges"_s},
                               {u"entries"_s, static_cast<qint64>(checked.count)},
                               {u"problems"_s, problems}});
        if (!isJson && checked.problems.empty())
            print(stdout, "%s: good, %zu %s\n", path.c_str(), checked.count,
                  checked.isGolden ? "golden answers" : "judges");
    }
    if (isJson)
        printJson({{u"files"_s, all}});
    return status;
}

} // namespace

void addJudges(CLI::App& app, int& status)
{
    CLI::App* command =
        app.add_subcommand("judges", "What is said of judges: scales, and answers that are known");
    command->require_subcommand(1);
    auto files = std::make_shared<std::vector<std::string>>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* lintCommand = command->add_subcommand(
        "lint", "Checks judges.yaml and golden.yaml; names file, line and column of each problem");
    lintCommand->add_option("FILE", *files, "Files of scales, or of golden answers, in YAML")
        ->required();
    lintCommand->add_flag("--json", *isJson, "One JSON document");
    lintCommand->footer("Example: plumbline judges lint golden.yaml");
    lintCommand->callback([files, isJson, &status] { status = lintJudges(*files, *isJson); });
    command->footer("Example: plumbline judges lint golden.yaml");
}

telemetry::Result<void> noteUnplaced(const store::Reader& reader, const store::View& view,
                                     const std::string& service,
                                     const std::vector<store::JudgeRow>& rows)
{
    std::int64_t placed = 0;
    for (const store::JudgeRow& row : rows)
        placed += row.evaluations();
    store::GenerationFilter filter;
    filter.service = service;
    std::int64_t sent = 0;
    const auto read =
        reader.forEachEvaluation(view, filter, [&](const telemetry::Evaluation& evaluation) {
            const bool isJudges = evaluation.origin == telemetry::EvaluationOrigin::Telemetry
                && !telemetry::isPersons(evaluation);
            sent += isJudges ? 1 : 0;
            return true;
        });
    if (read && sent > placed)
        print(
            stderr,
            "note: %lld %s of judges about no answer that is here, but about another step, a whole "
            "trace or their own span: no judge's row counts them; --what evaluations lists them\n",
            static_cast<long long>(sent - placed), sent - placed == 1 ? "result" : "results");
    return read;
}

} // namespace commands

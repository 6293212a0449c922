// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/bundlefiles.h"
#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/redaction.h"
#include "app/commands/terminal.h"
#include "app/commands/truthfile.h"
#include "models/practice/caseformats.h"
#include "models/practice/evaluationcase.h"
#include "models/store/reader.h"
#include "models/telemetry/keptfile.h"

#include <QSaveFile>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct CasesOptions
{
    std::string file;
    std::string id;
    std::string out;
    std::string format = "plain";
    std::int64_t limit = practice::kMostCases;
    bool isRedacting = false;
};

Result<void> write(const std::string& path, const practice::EvaluationCases& all,
                   practice::CaseFormat format)
{
    if (path == "-") {
        for (const practice::EvaluationCase& each : all.cases) {
            const std::string line = practice::caseLine(each, format) + '\n';
            if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size())
                return telemetry::failure(ErrorKind::Refused, "Standard output takes no more.");
        }
        return {};
    }
    QSaveFile file(QString::fromStdString(path));
    bool isGood = file.open(QIODevice::WriteOnly);
    for (const practice::EvaluationCase& each : all.cases) {
        const std::string line = practice::caseLine(each, format) + '\n';
        isGood = isGood
            && file.write(line.data(), static_cast<qint64>(line.size()))
                == static_cast<qint64>(line.size());
    }
    const std::string why = isGood ? telemetry::keepFile(file) : file.errorString().toStdString();
    if (!why.empty())
        return telemetry::failure(ErrorKind::Refused,
                                  path + " cannot be written: " + why + ". Choose another --out.");
    return {};
}

Result<void> writeCases(const CasesOptions& options)
{
    const auto format = practice::caseFormatFrom(options.format);
    if (!format)
        return telemetry::failure(ErrorKind::Usage,
                                  "--format is plain, openai-evals or promptfoo.");
    const auto file = ReadableRecording::open(options.file);
    if (!file)
        return tl::make_unexpected(file.error());
    const auto reader = store::Reader::open(file->path());
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto record = readIncidentOrAll(**reader, options.id);
    if (!record)
        return tl::make_unexpected(record.error());
    auto all =
        practice::evaluationCases(**reader, *record, static_cast<std::size_t>(options.limit));
    if (!all)
        return tl::make_unexpected(all.error());
    std::uint64_t redacted = 0;
    if (options.isRedacting) {
        const auto redactor = redactorOf();
        if (!redactor)
            return tl::make_unexpected(redactor.error());
        for (practice::EvaluationCase& each : all->cases)
            redacted += practice::redact(each, **redactor);
    }
    if (const auto written = write(options.out, *all, *format); !written)
        return written;
    const auto expected = std::ranges::count_if(
        all->cases, [](const practice::EvaluationCase& each) { return each.expected.has_value(); });
    const bool isPiped = options.out == "-"; // nothing but cases is in it then
    print(isPiped ? stderr : stdout,
          "%zu cases of %lld wrong answers, %td with what was expected; %lld without their text, "
          "%lld beyond --limit%s%s\n",
          all->cases.size(), static_cast<long long>(all->wrong), expected,
          static_cast<long long>(all->withoutText), static_cast<long long>(all->beyondLimit),
          options.isRedacting ? (", " + std::to_string(redacted) + " pieces redacted").c_str() : "",
          isPiped ? "" : (": " + options.out).c_str());
    return {};
}

} // namespace

void addIncidentCases(CLI::App& app, int& status)
{
    const auto options = std::make_shared<CasesOptions>();
    CLI::App* command =
        app.add_subcommand("incident-cases",
                           "The wrong answers of an incident as cases for a test set, a JSON line "
                           "each; `check` reads them");
    command->add_option("FILE", options->file, "The recording, or a bundle of one")->required();
    command->add_option("--incident", options->id,
                        "Its id; else the newest that is open, else the newest, else the whole "
                        "recording");
    command
        ->add_option("--out", options->out,
                     "The file; what is there is replaced; -: standard output")
        ->required()
        ->type_name("FILE");
    command
        ->add_option("--format", options->format,
                     "plain (all that is known), openai-evals or promptfoo")
        ->capture_default_str();
    command
        ->add_option("--limit", options->limit,
                     "So many at most: what people say first, then the most suspicious")
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
    command->add_flag("--redact", options->isRedacting,
                      "Takes out what the redaction rules name: the shipped ones, and yours");
    command->footer("Example: plumbline incident-cases today.plumb --incident INC-0001 --out "
                    "cases.jsonl --redact");
    command->callback([options, &status] {
        const auto written = writeCases(*options);
        status = written ? 0 : report(written.error());
    });
}

} // namespace commands

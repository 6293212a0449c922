// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/detectionfile.h"
#include "app/commands/judgefile.h"
#include "app/commands/modelfile.h"
#include "app/commands/newrecording.h"
#include "app/commands/outcome.h"
#include "app/commands/progresslook.h"
#include "app/commands/redaction.h"
#include "app/commands/symbollist.h"
#include "app/commands/terminal.h"
#include "models/ingest/fileimport.h"
#include "models/ingest/pipeline.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace commands {

namespace {

using telemetry::Result;
using telemetry::SignalKind;

constexpr std::chrono::seconds kLineTime(10); // where a line cannot be drawn over

struct ImportCommand
{
    std::vector<std::string> files;
    std::string out;
    std::string as;
    std::string signal;
    RedactionOptions redaction;
    std::string judges;
    std::string symbols;
    std::string detection;
    ModelOptions model;
};

const std::map<std::string, SignalKind>& signalNames()
{
    static const std::map<std::string, SignalKind> names{{"traces", SignalKind::Traces},
                                                         {"logs", SignalKind::Logs},
                                                         {"metrics", SignalKind::Metrics}};
    return names;
}

// One line on a terminal's stderr, else a new one now and then: how far, how fast, how long still.
class ProgressBar
{
public:
    void show(const std::string& file, std::uint64_t done, std::uint64_t all)
    {
        const auto now = Clock::now();
        if (now - m_start < kQuietTime || now - m_shown < (m_isTerminal ? kRedrawTime : kLineTime)
            || all == 0)
            return;
        m_shown = now;
        const double share = static_cast<double>(done) / static_cast<double>(all);
        const double seconds = std::chrono::duration<double>(now - m_start).count();
        const double rate = static_cast<double>(m_before + done) / seconds;
        const double left = rate > 0 ? static_cast<double>(all - done) / rate : 0;
        if (!m_isTerminal) {
            print(stderr, "%s: %.0f %% of %.1f MB, %.1f MB/s, %.0f s left\n", file.c_str(),
                  share * 100, static_cast<double>(all) / 1e6, rate / 1e6, left);
            return;
        }
        const auto filled = static_cast<std::size_t>(share * kProgressBarWidth);
        const std::string bar =
            std::string(filled, '#') + std::string(kProgressBarWidth - filled, '.');
        print(stderr, "\r\033[K%s [%s] %3.0f %%  %.1f MB/s  %.0f s left", file.c_str(), bar.c_str(),
              share * 100, rate / 1e6, left);
        std::fflush(stderr);
        m_isDrawn = true;
    }
    void endFile(std::uint64_t size) { m_before += size; }
    void clear()
    {
        if (m_isDrawn)
            print(stderr, "\r\033[K");
        m_isDrawn = false;
    }

private:
    using Clock = std::chrono::steady_clock;
    bool m_isTerminal = isatty(STDERR_FILENO) == 1;
    bool m_isDrawn = false;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_shown = Clock::now();
    std::uint64_t m_before = 0; // bytes of the files that are done
};

Result<ingest::ImportOptions> optionsOf(const ImportCommand& command)
{
    ingest::ImportOptions options;
    if (!command.signal.empty())
        options.signal = signalNames().at(command.signal);
    if (!command.as.empty()) {
        const auto time = telemetry::timestampFromText(command.as);
        if (!time)
            return tl::make_unexpected(time.error());
        options.recorded = *time;
    }
    return options;
}

struct Totals
{
    std::uint64_t files = 0;
    std::uint64_t accepted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t duplicates = 0;
    int status = 0;

    // The worst stays: what comes after a file that cannot be read does not make it readable.
    void fail(telemetry::ErrorKind kind, const std::string& message)
    {
        status = std::max(status, report({.kind = kind, .message = message}));
    }
};

void importOne(const std::string& file, ingest::ImportOptions options, ingest::Pipeline& pipeline,
               Totals& totals, ProgressBar& bar)
{
    std::uint64_t size = 0;
    options.isStopped = [] { return isInterrupted(); };
    options.progress = [&](std::uint64_t done, std::uint64_t all) {
        size = all;
        bar.show(file, done, all);
    };
    const auto imported = ingest::importFile(file, options, pipeline);
    bar.endFile(size);
    bar.clear();
    if (!imported) {
        totals.fail(imported.error().kind, imported.error().message);
        return;
    }
    for (const std::string& line : imported->problems)
        print(stderr, "plumbline: %s\n", line.c_str());
    for (const std::string& line : imported->notes)
        print(stderr, "note: %s\n", line.c_str());
    if (imported->isInterrupted)
        totals.fail(telemetry::ErrorKind::Refused,
                    file
                        + ": interrupted. What was read is in the recording; the same command "
                          "again goes on from there.");
    totals.files += imported->deliveries > 0 ? 1 : 0;
    totals.accepted += imported->accepted;
    totals.rejected += imported->rejected;
    totals.duplicates += imported->duplicates;
    if (imported->failed > 0)
        totals.fail(telemetry::ErrorKind::Refused,
                    file + ": " + std::to_string(imported->failed)
                        + " of its requests could not be written; import it again.");
}

void importAll(const std::vector<std::string>& files, ingest::ImportOptions options,
               ingest::Pipeline& pipeline, Totals& totals)
{
    const std::vector<std::string> names = ingest::sourceNames(files);
    ProgressBar bar;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (isInterrupted())
            return totals.fail(telemetry::ErrorKind::Refused,
                               "interrupted: " + std::to_string(files.size() - i) + " of "
                                   + std::to_string(files.size())
                                   + " files were not read. The same command again reads them.");
        options.name = names[i];
        importOne(files[i], options, pipeline, totals, bar);
    }
}

Result<Totals> import(const ImportCommand& command)
{
    const auto options = optionsOf(command);
    if (!options)
        return tl::make_unexpected(options.error());
    auto redactor = redactorOf(command.redaction);
    auto judges = judgeRulesOf(command.judges);
    if (!redactor || !judges)
        return tl::make_unexpected(redactor ? judges.error() : redactor.error());
    ingest::PipelineSettings settings = ingest::importSettings();
    settings.redactor = std::move(*redactor);
    settings.judges = std::move(*judges);
    if (const auto loaded = loadSymbols(command.symbols, settings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    if (const auto loaded = loadDetection(command.detection, settings.health); !loaded)
        return tl::make_unexpected(loaded.error());
    const auto model = loadModel(command.model, settings.health);
    if (!model)
        return tl::make_unexpected(model.error());
    NewRecording made(command.out);
    auto pipeline = ingest::Pipeline::start(command.out, std::move(settings));
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    made.begun((*pipeline)->isNewRecording());
    Totals totals;
    if (!(*pipeline)->isNewRecording() && !command.judges.empty())
        print(stderr,
              "note: --judges is for what comes new: results of judges that are in %s already stay "
              "as they were read when they came; a new recording reads all of them by it\n",
              command.out.c_str());
    installSignalHandlers();
    importAll(command.files, *options, **pipeline, totals);
    const auto finished = (*pipeline)->finish();
    tellModel(*model);
    if (totals.status == 0 && made.isNew() && totals.files == 0)
        totals.fail(telemetry::ErrorKind::Unreadable,
                    "there is nothing to import in what was given; no recording was made");
    // Else no file was telemetry, or none was read.
    const bool isUsed =
        totals.status == 0 || totals.accepted + totals.rejected + totals.duplicates > 0;
    if (isUsed)
        made.keep();
    if (!finished)
        return tl::make_unexpected(finished.error());
    if (!isUsed)
        return totals;
    const auto statistics = (*pipeline)->statistics();
    print(stdout,
          "imported %llu items from %llu files (%llu new spans, %llu new generations), %llu "
          "duplicates, %llu rejected, %llu pieces redacted: %s\n",
          static_cast<unsigned long long>(totals.accepted),
          static_cast<unsigned long long>(totals.files),
          static_cast<unsigned long long>(statistics.spans),
          static_cast<unsigned long long>(statistics.generations),
          static_cast<unsigned long long>(totals.duplicates),
          static_cast<unsigned long long>(statistics.rejected),
          static_cast<unsigned long long>(statistics.redacted), command.out.c_str());
    return totals;
}

} // namespace

void addImport(CLI::App& app, int& status)
{
    auto options = std::make_shared<ImportCommand>();
    CLI::App* command = app.add_subcommand("import", "Imports recorded OTLP files");
    command
        ->add_option("FILES", options->files,
                     "OTLP JSON, JSON lines, length-prefixed protobuf, gRPC messages or request "
                     "bodies; also gzip and zstd")
        ->required()
        ->type_name("FILE");
    command->add_option("--out", options->out, "The recording; an existing one is continued")
        ->required()
        ->type_name("FILE");
    command->add_option("--as", options->as, "When the console learned it; now when not given")
        ->type_name("TIME");
    command->add_option("--signal", options->signal, "What the bodies are, when they do not say")
        ->check(CLI::IsMember({"traces", "logs", "metrics"}));
    addRedactionOptions(*command, options->redaction);
    addJudgesOption(*command, options->judges);
    addSymbolsOption(*command, options->symbols);
    addDetectionOption(*command, options->detection);
    addModelOptions(*command, options->model);
    command->footer("Example: plumbline import data-*.json --out monday.plumb");
    command->callback([options, &status] {
        const auto totals = import(*options);
        status = totals ? totals->status : report(totals.error());
    });
}

} // namespace commands

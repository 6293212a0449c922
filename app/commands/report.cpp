// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/report.h"

#include "app/commands/budgetwatch.h"
#include "app/commands/databasefile.h"
#include "app/commands/outcome.h"
#include "app/commands/redaction.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"
#include "app/platformnoise.h"
#include "app/reportcharts.h"
#include "app/reportpdf.h"
#include "models/items/outputfile.h"
#include "models/report/html.h"
#include "models/report/markdown.h"
#include "models/report/words.h"
#include "models/spread/quarantine.h"
#include "models/telemetry/timetext.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QFile>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kMostPictures = 30; // more than any report has

struct ReportOptions
{
    std::string file;
    std::string incident;
    std::string format;
    std::string out;
    std::string page = "a4";
    std::string title;
    std::string asKnownAt;
    std::string rules;
    std::string quarantine;
    std::vector<std::string> objectives;
    bool isRedacted = false;
    bool hasNoSpread = false;
    bool mayReplace = false; // the report, and drawings beside Markdown
};

// A recording is never written over.
Result<void> checkTarget(const std::string& file, const std::string& target)
{
    if (target.empty() || target == "-")
        return {};
    std::error_code ignored;
    if (isDatabase(target) || std::filesystem::equivalent(file, target, ignored))
        return telemetry::failure(ErrorKind::Usage,
                                  target + " is a recording; give a file that may be written.");
    return {};
}

Result<void> writeReport(const std::string& path, std::string_view content)
{
    if (path == "-") {
        if (std::fwrite(content.data(), 1, content.size(), stdout) == content.size())
            return {};
        return telemetry::failure(ErrorKind::Refused, "Standard output takes no more.");
    }
    items::OutputFile file(QString::fromStdString(path), [] { return !isInterrupted(); });
    if (file.open() && file.write(content) && file.keep())
        return {};
    return telemetry::failure(ErrorKind::Refused,
                              path + " cannot be written: " + file.errorString().toStdString()
                                  + ". Choose another --out.");
}

std::filesystem::path picturePath(const ReportOptions& options, std::size_t number)
{
    const std::filesystem::path out(options.out);
    return out.parent_path() / (out.stem().string() + '-' + std::to_string(number) + ".svg");
}

// Something is in it, which would be lost. Pipes and devices lose nothing.
bool isTaken(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored)
        && std::filesystem::file_size(path, ignored) > 0;
}

// No report is written over unasked, in whatever format.
Result<void> checkOut(const ReportOptions& options)
{
    if (options.out == "-" || options.mayReplace || !isTaken(options.out))
        return {};
    return telemetry::failure(ErrorKind::Usage,
                              options.out + " is there already; name another file, or --replace.");
}

// What nobody named is not written over unasked.
Result<void> checkPictures(const ReportOptions& options)
{
    std::error_code ignored;
    for (std::size_t i = 1; i <= kMostPictures; ++i) {
        const std::filesystem::path path = picturePath(options, i);
        if (options.format == "md" && options.out != "-" && !options.mayReplace
            && std::filesystem::exists(path, ignored))
            return telemetry::failure(
                ErrorKind::Usage,
                path.string()
                    + " is there already, where a chart of the report would be; name another file, "
                      "or --replace.");
    }
    return {};
}

// "night.md" has its charts in "night-1.svg" and so on, beside it.
Result<std::vector<std::string>> writePictures(const ReportOptions& options,
                                               const std::vector<report::Figure>& figures)
{
    std::vector<std::string> names;
    if (options.out == "-")
        return names;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const std::filesystem::path path = picturePath(options, i + 1);
        const std::string name = path.filename().string();
        if (const auto written = writeReport(path.string(), figures[i].svg); !written)
            return tl::make_unexpected(written.error());
        // An address: nothing in it may end the Markdown that names it.
        names.push_back(
            QString::fromStdString(name).toUtf8().toPercentEncoding("-_.~").toStdString());
    }
    return names;
}

Result<std::string> contentOf(const ReportOptions& options, const report::Document& document,
                              const std::vector<report::Figure>& figures,
                              const common::Theme& theme)
{
    const auto page = options.page == "letter" ? report::PageSize::Letter : report::PageSize::A4;
    if (options.format == "html")
        return report::toHtml(document, page);
    if (options.format == "pdf") {
        const QByteArray pdf = reportPdf(document, page, theme, [] { return !isInterrupted(); });
        if (pdf.isEmpty())
            return telemetry::failure(ErrorKind::Refused,
                                      isInterrupted() ? "The report was cancelled."
                                                      : "The pages could not be painted.");
        return pdf.toStdString();
    }
    const auto pictures = writePictures(options, figures);
    if (!pictures)
        return tl::make_unexpected(pictures.error());
    return report::toMarkdown(document, *pictures);
}

Result<report::ReportQuestion> questionOf(const ReportOptions& options)
{
    report::ReportQuestion question;
    question.recording = options.file;
    question.incident = options.incident;
    question.isSpreadWanted = !options.hasNoSpread;
    question.goesOn = [] { return !isInterrupted(); };
    if (!options.asKnownAt.empty()) {
        const auto time = telemetry::timestampFromText(options.asKnownAt);
        if (!time)
            return tl::make_unexpected(time.error());
        question.knownAt = *time;
    }
    auto objectives = objectivesOf(options.objectives);
    if (!objectives)
        return tl::make_unexpected(objectives.error());
    question.objectives = std::move(*objectives);
    for (const std::string* target : {&options.out, &options.quarantine})
        if (const auto checked = checkTarget(options.file, *target); !checked)
            return tl::make_unexpected(checked.error());
    std::error_code ignored;
    if (!options.quarantine.empty()
        && (options.quarantine == options.out
            || std::filesystem::weakly_canonical(options.quarantine, ignored)
                == std::filesystem::weakly_canonical(options.out, ignored)))
        return telemetry::failure(ErrorKind::Usage,
                                  "--quarantine and --out name the same file: give each its own.");
    for (const auto& check : {checkOut, checkPictures})
        if (const auto checked = check(options); !checked)
            return tl::make_unexpected(checked.error());
    return question;
}

std::string countOf(std::size_t count, const char* one, const char* many)
{
    return report::counted(static_cast<std::int64_t>(count), one, many);
}

void tell(const ReportOptions& options, const report::ReportFacts& facts,
          const report::Document& document, const report::Scrub& scrub)
{
    const report::Counts counts = report::countsOf(document);
    const char* what = facts.isDeclared ? "The report" : "No incident was opened; a report";
    const char* of = facts.isDeclared ? facts.record.incident.id.c_str() : "the whole recording";
    if (options.out == "-") // Markdown has no charts there
        print(stderr, "%s of %s went to standard output.\n", what, of);
    else
        print(stderr, "%s of %s is in %s: %zu sections, %d tables, %d charts.\n", what, of,
              options.out.c_str(), document.sections.size(), counts.tables, counts.figures);
    if (scrub.isRedacting())
        print(stderr, "Redacted: %s, %s and %s that it names, %s.\n",
              countOf(scrub.persons(), "person", "persons").c_str(),
              countOf(scrub.users(), "user", "users").c_str(),
              countOf(scrub.tenants(), "tenant", "tenants").c_str(),
              countOf(scrub.redactions(), "piece of text", "pieces of text").c_str());
}

Result<void> make(const ReportOptions& options)
{
    const auto question = questionOf(options);
    if (!question)
        return tl::make_unexpected(question.error());
    report::Scrub scrub;
    std::shared_ptr<const redact::Redactor> redactor; // outlives the scrub's use of it
    if (options.isRedacted) {
        auto found = redactorOf({.file = options.rules, .isForExport = true});
        if (!found)
            return tl::make_unexpected(found.error());
        redactor = std::move(*found);
        scrub = report::Scrub(*redactor);
    }
    installSignalHandlers();
    const auto facts = report::readFacts(*question);
    if (!facts)
        return tl::make_unexpected(facts.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    const auto charted = readReportCharts(**reader, *facts, question->objectives);
    if (!charted)
        return tl::make_unexpected(charted.error());
    report::addNames(*facts, scrub);

    silencePlatformNoise();
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // no display is needed
    int count = 1;
    char name[] = "plumbline";
    char* arguments[] = {name, nullptr};
    QApplication application(count, arguments);
    common::Theme theme(QStringLiteral("light"));
    theme.apply(application);
    report::Report written{.facts = *facts};
    written.figures = drawReportCharts(*charted, scrub, theme);
    written.title = options.title;
    written.version = PLUMBLINE_VERSION;
    if (redactor)
        written.rules = redactor->ruleIds();
    if (!options.quarantine.empty() && !facts->spread)
        return telemetry::failure(ErrorKind::Refused,
                                  options.quarantine
                                      + " was not written, nor the report: there is no quarantine "
                                        "list. "
                                      + facts->noSpread);
    if (!options.quarantine.empty()) {
        if (const auto saved =
                writeReport(options.quarantine, spread::quarantineCsv(*facts->spread));
            !saved)
            return saved;
        written.quarantineFile = std::filesystem::path(options.quarantine).filename().string();
    }
    const report::Document document = report::documentOf(written, scrub);
    const auto content = contentOf(options, document, written.figures, theme);
    if (!content)
        return tl::make_unexpected(content.error());
    if (const auto saved = writeReport(options.out, *content); !saved)
        return saved;
    tell(options, *facts, document, scrub);
    return {};
}

} // namespace

void addReport(CLI::App& app, int& status)
{
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command =
        app.add_subcommand("report", "The report of an incident: Markdown, one HTML file, or PDF");
    command->add_option("FILE", options->file, "Recording")->required();
    command->add_option("--incident", options->incident,
                        "Its id (INC-0001); else the newest that is open, else the newest, else "
                        "the whole recording");
    command->add_option("--format", options->format, "What to write")
        ->required()
        ->check(CLI::IsMember({"html", "pdf", "md"}));
    command->add_option("--out", options->out, "Into this file; -: standard output")->required();
    command->add_option("--page", options->page, "Paper of html and pdf")
        ->check(CLI::IsMember({"a4", "letter"}))
        ->capture_default_str();
    command->add_option("--title", options->title, "Instead of the incident's");
    command->add_option("--as-known-at", options->asKnownAt, "As the recording stood then");
    addObjectivesOption(*command, options->objectives);
    auto* redacted =
        command->add_flag("--redact", options->isRedacted,
                          "Take out what the redaction rules name, and number persons and users");
    command->add_option("--rules", options->rules, "Redaction rules over the shipped ones")
        ->type_name("FILE")
        ->needs(redacted);
    auto* list = command->add_option("--quarantine", options->quarantine,
                                     "Write the whole quarantine list to this file (CSV)");
    list->excludes(redacted); // the list names users and says what was said
    command->add_flag("--replace", options->mayReplace,
                      "Write the report, and Markdown's charts, over files that are there");
    command
        ->add_flag("--no-spread", options->hasNoSpread,
                   "Do not look where the worst answer's statements went")
        ->excludes(list);
    command->footer("Markdown has its charts beside it, as NAME-1.svg and so on.\n"
                    "Example: plumbline report night.plumb --format pdf --out night.pdf\n"
                    "Example: plumbline report night.plumb --incident INC-0002 --format html "
                    "--redact --out for-vendor.html");
    command->callback([options, &status] {
        const auto made = make(*options);
        status = made ? 0 : report(made.error());
    });
}

} // namespace commands

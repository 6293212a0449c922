// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/modelfile.h"
#include "app/commands/outcome.h"
#include "app/commands/subjectjson.h"
#include "app/commands/symbollist.h"
#include "app/commands/terminal.h"
#include "models/health/validator.h"
#include "models/telemetry/utf8.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QString>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <simdjson.h>
#include <unistd.h>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct CheckOptions
{
    std::string input;
    std::string output = "-";
    std::string symbols;
    ModelOptions model;
};

struct Record
{
    std::string id; // as JSON, digit for digit as it came
    health::Subject subject;
    std::vector<Misspelling> misspellings;
};

using Object = simdjson::dom::object;

std::string idOf(const Object& object)
{
    simdjson::dom::element value;
    return object["id"].get(value) == simdjson::SUCCESS ? simdjson::minify(value) : "null";
}

Result<Record> recordOf(simdjson::dom::parser& parser, const std::string& line)
{
    simdjson::dom::element root;
    const auto error = parser.parse(line).get(root);
    Object object;
    if (error != simdjson::SUCCESS)
        return telemetry::failure(ErrorKind::Unreadable,
                                  std::string("not a JSON object: ")
                                      + simdjson::error_message(error));
    if (root.get(object) != simdjson::SUCCESS)
        return telemetry::failure(ErrorKind::Unreadable,
                                  "not a JSON object but another JSON value");
    Result<health::Subject> subject = subjectFrom(object);
    if (!subject)
        return tl::make_unexpected(subject.error());
    return Record{
        .id = idOf(object), .subject = std::move(*subject), .misspellings = misspellingsIn(object)};
}

QJsonObject evaluationOf(const health::NamedJudgement& named)
{
    const health::Judgement& judgement = named.judgement;
    return {{QStringLiteral("check"), QString::fromStdString(named.check)},
            {QStringLiteral("value"),
             judgement.probability ? QJsonValue(*judgement.probability) : QJsonValue()},
            {QStringLiteral("state"), QString::fromLatin1(telemetry::toString(judgement.state))},
            {QStringLiteral("reason"), QString::fromStdString(judgement.reason)}};
}

QJsonObject resultOf(const Record& record, onnx::OnnxModel* model)
{
    std::vector<health::NamedJudgement> judgements = health::judgeAll(record.subject);
    if (model != nullptr)
        judgements.push_back({model->check(), model->judge(record.subject)});
    QJsonArray evaluations;
    std::vector<telemetry::Finding> findings;
    for (const health::NamedJudgement& named : judgements) {
        evaluations.append(evaluationOf(named));
        findings.insert(findings.end(), named.judgement.findings.begin(),
                        named.judgement.findings.end());
    }
    std::ranges::stable_sort(findings, {}, &telemetry::Finding::start);
    QJsonArray spans;
    for (const telemetry::Finding& finding : findings) {
        if (finding.end <= finding.start) // about no stretch of the output
            continue;
        spans.append(QJsonObject{{QStringLiteral("start"), static_cast<qint64>(finding.start)},
                                 {QStringLiteral("end"), static_cast<qint64>(finding.end)},
                                 {QStringLiteral("kind"), QString::fromStdString(finding.kind)},
                                 {QStringLiteral("support"), finding.support}});
    }
    return {
        {QStringLiteral("suspicion"), health::suspicionOf(judgements, health::Prior::LabelledSets)},
        {QStringLiteral("evaluations"), evaluations},
        {QStringLiteral("spans"), spans}};
}

// A line on stderr with share, rate and remaining time; only on a terminal, after the first second.
class Progress
{
public:
    explicit Progress(qint64 totalBytes)
        : m_total(totalBytes)
        , m_isShown(isatty(STDERR_FILENO) == 1)
    {
    }
    ~Progress()
    {
        if (m_wasShown)
            print(stderr, "\r\033[K");
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(std::int64_t lines, qint64 bytes)
    {
        const auto now = Clock::now();
        if (!m_isShown || now - m_start < std::chrono::seconds(1)
            || now - m_last < std::chrono::milliseconds(200))
            return;
        m_last = now;
        m_wasShown = true;
        const double seconds = std::chrono::duration<double>(now - m_start).count();
        print(stderr, "\r\033[K%lld lines, %.0f lines/s", static_cast<long long>(lines),
              static_cast<double>(lines) / seconds);
        if (m_total > 0 && bytes > 0) {
            const double share =
                std::min(static_cast<double>(bytes) / static_cast<double>(m_total), 1.0);
            const int done = static_cast<int>(share * 20);
            print(stderr, " [%-20s] %.0f %%, %.0f s left",
                  std::string(static_cast<std::size_t>(done), '#').c_str(), share * 100,
                  seconds * (1 - share) / share);
        }
    }

private:
    using Clock = std::chrono::steady_clock;
    qint64 m_total;
    bool m_isShown;
    bool m_wasShown = false;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_last = m_start;
};

struct FileCloser
{
    void operator()(std::FILE* file) const { std::fclose(file); }
};

class Checker
{
public:
    Checker(std::string name, std::FILE* output, std::shared_ptr<const health::SymbolList> symbols,
            std::shared_ptr<onnx::OnnxModel> model)
        : m_name(std::move(name))
        , m_output(output)
        , m_symbols(std::move(symbols))
        , m_model(std::move(model))
    {
    }

    int run(std::istream& stream, qint64 totalBytes)
    {
        Progress progress(totalBytes);
        std::string line;
        qint64 bytes = 0;
        while (std::getline(stream, line) && !std::ferror(m_output)) {
            ++m_line;
            bytes += static_cast<qint64>(line.size()) + 1;
            if (line.find_first_not_of(" \t\r\xEF\xBB\xBF") != std::string::npos) {
                ++m_records;
                one(line);
            }
            progress.update(m_line, bytes);
        }
        return finish(stream.bad());
    }

private:
    void one(std::string& line)
    {
        if (m_line == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.erase(0, 3);
        if (!telemetry::isValidUtf8(line)) {
            refuse("not UTF-8");
            return;
        }
        Result<Record> record = recordOf(m_parser, line);
        if (!record) {
            refuse(record.error().message);
            return;
        }
        note(record->misspellings);
        record->subject.symbols = m_symbols;
        // The id is put in as it was sent: QJsonValue would round what no double holds.
        const QByteArray text = "{\"id\":" + QByteArray::fromStdString(record->id) + ','
            + QJsonDocument(resultOf(*record, m_model.get())).toJson(QJsonDocument::Compact).mid(1)
            + '\n';
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), m_output);
    }

    // Each once, however many lines have it.
    void note(const std::vector<Misspelling>& misspellings)
    {
        constexpr std::size_t most = 100;
        for (const Misspelling& one : misspellings) {
            if (m_noted.size() < most && m_noted.insert(one.name).second)
                print(stderr, "note: %s:%lld: %s\n", m_name.c_str(), static_cast<long long>(m_line),
                      one.note.c_str());
        }
    }

    void refuse(const std::string& why)
    {
        ++m_refused;
        print(stderr, "%s:%lld: %s\n", m_name.c_str(), static_cast<long long>(m_line), why.c_str());
    }

    int finish(bool isBroken)
    {
        if (isBroken)
            return report({ErrorKind::Unreadable,
                           m_name + ": reading failed after line " + std::to_string(m_line)});
        if (std::fflush(m_output) != 0 || std::ferror(m_output))
            return report({ErrorKind::Refused, "The results could not be written."});
        tellModel(m_model);
        if (m_records == 0)
            print(stderr, "note: %s: there is no answer in it; nothing was checked.\n",
                  m_name.c_str());
        if (m_refused > 0)
            return report({ErrorKind::Unreadable,
                           m_name + ": " + std::to_string(m_refused) + " of "
                               + std::to_string(m_line)
                               + " lines could not be read; the others were checked"});
        return 0;
    }

    std::string m_name;
    std::FILE* m_output;
    std::shared_ptr<const health::SymbolList> m_symbols;
    std::shared_ptr<onnx::OnnxModel> m_model; // null: not configured
    simdjson::dom::parser m_parser;
    std::set<std::string> m_noted;
    std::int64_t m_line = 0;
    std::int64_t m_records = 0; // lines that are not blank
    std::int64_t m_refused = 0;
};

bool isSameFile(const std::string& first, const std::string& second)
{
    const QFileInfo one(QString::fromStdString(first));
    const QFileInfo other(QString::fromStdString(second));
    return one.exists() && other.exists() && one.canonicalFilePath() == other.canonicalFilePath();
}

int check(const CheckOptions& options)
{
    const bool isStandard = options.input == "-";
    std::ifstream file;
    if (!isStandard) {
        if (QFileInfo(QString::fromStdString(options.input)).isDir())
            return report(
                {ErrorKind::Unreadable, options.input + " is a folder, not a JSON lines file."});
        file.open(options.input, std::ios::binary);
        if (!file)
            return report({ErrorKind::Unreadable,
                           options.input
                               + ": the file cannot be opened; see whether it is there and yours "
                                 "to read"});
    }
    std::unique_ptr<std::FILE, FileCloser> output;
    if (options.output != "-") {
        if (isSameFile(options.input, options.output))
            return report(
                {ErrorKind::Usage, "The results would overwrite the input; choose another --out."});
        output.reset(std::fopen(options.output.c_str(), "wb"));
        if (!output)
            return report({ErrorKind::Refused,
                           options.output + ": the file cannot be written; choose another --out"});
    }
    const qint64 size = isStandard ? 0 : QFileInfo(QString::fromStdString(options.input)).size();
    auto symbols = symbolsOf(options.symbols);
    if (!symbols)
        return report(symbols.error());
    auto model = modelOf(options.model);
    if (!model)
        return report(model.error());
    Checker checker(isStandard ? "stdin" : options.input, output ? output.get() : stdout,
                    std::move(*symbols), std::move(*model));
    return checker.run(isStandard ? std::cin : file, size);
}

} // namespace

void addCheck(CLI::App& app, int& status)
{
    auto options = std::make_shared<CheckOptions>();
    CLI::App* command =
        app.add_subcommand("check", "Run the validators on answers in a JSON lines file");
    command->footer(
        "A line: {\"id\", \"task\", \"context\", \"prompt\", \"output\"}, or telemetry only: "
        "context_window,\n"
        "input_tokens, output_tokens, max_tokens, finish_reason, n_messages, previous_turn,\n"
        "prompt_chars. What more is given is checked too: instructions, earlier_answers, "
        "documents,\n"
        "tools, tool_calls, tool_results, response_format, model_requested, model_served. Lines "
        "that cannot be read are named and counted, the others are checked.\n"
        "A result: {\"id\", \"suspicion\", \"evaluations\", \"spans\"}. suspicion: how likely the "
        "answer is wrong, 0 to 1.\n"
        "Of each check value is how likely it is wrong in that respect (high is bad, null: not "
        "known), state is\n"
        "passed or failed (from 0.5), else nothing is known: no_data, not_captured, inconclusive. "
        "Exit status 0\n"
        "also when checks have failed, 3 when a line could not be read.\n"
        "Example: plumbline check answers.jsonl --out judged.jsonl");
    command->add_option("input", options->input, "JSON lines file, - for standard input")
        ->required();
    command->add_option("--out", options->output, "Where the results go, - for standard output")
        ->capture_default_str();
    addSymbolsOption(*command, options->symbols);
    addModelOptions(*command, options->model);
    command->callback([options, &status] { status = check(*options); });
}

} // namespace commands

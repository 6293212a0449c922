// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/labelledset.h"

#include "app/commands/outcome.h"
#include "app/commands/subjectjson.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <fstream>
#include <system_error>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using telemetry::ErrorKind;

// Spans of Quintd that mark style or what cannot be told, not support.
bool isAboutSupport(const simdjson::dom::object& span)
{
    std::string_view type;
    return span["type"].get(type) != simdjson::SUCCESS || (type != "misleading" && type != "other");
}

std::string textOf(const simdjson::dom::object& object, const char* key)
{
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

void readSpans(const simdjson::dom::object& object, LabelledAnswer& answer)
{
    simdjson::dom::array spans;
    if (object["spans"].get(spans) != simdjson::SUCCESS)
        return;
    for (const simdjson::dom::element element : spans) {
        simdjson::dom::object span;
        std::int64_t start = 0;
        std::int64_t end = 0;
        if (element.get(span) == simdjson::SUCCESS && span["start"].get(start) == simdjson::SUCCESS
            && span["end"].get(end) == simdjson::SUCCESS && isAboutSupport(span))
            answer.spans.emplace_back(start, end);
    }
}

} // namespace

telemetry::Result<LabelledSet> readLabelledSet(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return telemetry::failure(ErrorKind::Unreadable,
                                  file.string() + ": the file cannot be opened");
    LabelledSet set{.name = file.stem().string(), .answers = {}};
    simdjson::dom::parser parser;
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
        const auto refuse = [&](const std::string& why) {
            return telemetry::failure(ErrorKind::Unreadable,
                                      file.string() + ":" + std::to_string(number) + ": " + why);
        };
        simdjson::dom::object object;
        std::int64_t label = 0;
        if (parser.parse(line).get(object) != simdjson::SUCCESS)
            return refuse("not a JSON object");
        if (object["label"].get(label) != simdjson::SUCCESS)
            return refuse("no label of 0 or 1");
        auto subject = commands::subjectFrom(object);
        if (!subject)
            return refuse(subject.error().message);
        LabelledAnswer answer{.subject = std::move(*subject),
                              .isWrong = label == 1,
                              .spans = {},
                              .kind = textOf(object, "kind"),
                              .model = textOf(object, "model")};
        readSpans(object, answer);
        set.answers.push_back(std::move(answer));
    }
    return set;
}

std::vector<std::filesystem::path> labelledSetsIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".jsonl")
            files.push_back(entry->path());
    }
    std::ranges::sort(files);
    return files;
}

int reportSkipped(const char* bench, const std::string& why, bool isJson)
{
    if (isJson)
        commands::printJson({{u"bench"_s, QString::fromLatin1(bench)},
                             {u"skipped"_s, QString::fromStdString(why)},
                             {u"sets"_s, QJsonArray()}});
    else
        commands::print(stdout, "skipped: %s\n", why.c_str());
    return 0;
}

} // namespace bench

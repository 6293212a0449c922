// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/streamcsv.h"
#include "app/commands/subjectjson.h"
#include "models/ingest/fileimport.h"
#include "tests/fuzz/harness.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include <simdjson.h>

// What is read line by line: the CSV of `detect`, the JSON lines of `check`, and a file of either
// kind, or of none, as `import` takes it into a recording.
namespace {

constexpr int kMostLines = 2000;

std::string_view lineFrom(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

void holdRow(const commands::Row& row, std::string_view line, bool isFlag)
{
    fuzz::require(row.value >= 0 && row.value <= 1, "a score lies between 0 and 1");
    fuzz::require(!isFlag || row.value == 0 || row.value == 1, "a flag is 0 or 1");
    fuzz::require(std::isfinite(row.time.seconds), "a time is a number");
    fuzz::require(!row.load || std::isfinite(*row.load), "a load is a number");
    fuzz::require(row.segment.empty()
                      || (row.segment.data() >= line.data()
                          && row.segment.data() + row.segment.size() <= line.data() + line.size()),
                  "a segment is a part of its line");
}

void takeAsCsv(std::string_view bytes)
{
    const auto columns = commands::columnsOf("s.csv", lineFrom(bytes));
    if (!columns) {
        fuzz::require(columns.error().message.starts_with("s.csv:1:"), "a bad header says where");
        return;
    }
    for (int i = 0; i < kMostLines && !bytes.empty(); ++i) {
        const std::string_view line = lineFrom(bytes);
        for (const bool isFlag : {false, true}) {
            const auto row = commands::rowOf("s.csv:2: ", line, *columns, isFlag);
            if (row)
                holdRow(*row, line, isFlag);
            else
                fuzz::require(row.error().message.starts_with("s.csv:2: "), "a bad row says where");
        }
    }
}

void takeAsSubjects(std::string_view bytes)
{
    simdjson::dom::parser parser;
    for (int i = 0; i < kMostLines && !bytes.empty(); ++i) {
        simdjson::dom::object object;
        if (parser.parse(std::string(lineFrom(bytes))).get(object) != simdjson::SUCCESS)
            continue;
        if (const auto subject = commands::subjectFrom(object); !subject)
            fuzz::require(!subject.error().message.empty(), "a refused line says why");
        for (const commands::Misspelling& each : commands::misspellingsIn(object))
            fuzz::require(!each.note.empty(), "what is misspelt is told");
    }
}

// One recording takes them all, so that what is written meets what others left.
class Import
{
public:
    Import()
        : m_pipeline(ingest::Pipeline::start(path("into.plumb"), ingest::importSettings()).value())
    {
    }

    void take(std::string_view bytes)
    {
        const std::string file = path("lines.jsonl");
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
        const auto report = ingest::importFile(file, {}, *m_pipeline);
        if (!report) {
            fuzz::require(!report.error().message.empty(), "a refused file says why");
            return;
        }
        fuzz::require(report->failed == 0, "what can be read can be written");
        fuzz::require(report->rejected == 0 || !report->problems.empty(),
                      "what is rejected is told");
        for (const std::string& problem : report->problems)
            fuzz::require(problem.starts_with(file) || problem.starts_with("... and "),
                          "a problem says in which file");
    }

private:
    std::string path(const char* name) const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }

    const QTemporaryDir m_folder;
    const std::unique_ptr<ingest::Pipeline> m_pipeline;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Import import;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    takeAsCsv(bytes);
    takeAsSubjects(bytes);
    import.take(bytes);
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/databasefile.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/store/reader.h"
#include "models/telemetry/keptfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

struct VerifyOptions
{
    std::string file;
    std::string exportTo;
    bool isJson = false;
};

// Byte for byte as they were hashed: the payload is text here, not JSON.
QJsonObject rawEntry(const telemetry::TimelineEntry& entry)
{
    const auto text = [](const std::string& field) { return QString::fromStdString(field); };
    return {{u"sequence"_s, static_cast<qint64>(entry.sequence)},
            {u"time_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(entry.time))},
            {u"recorded_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(entry.recorded))},
            {u"kind"_s, text(entry.kind)},
            {u"actor"_s, text(entry.actor)},
            {u"subject"_s, text(entry.subject)},
            {u"text"_s, text(entry.text)},
            {u"payload"_s, text(entry.payload)},
            {u"previous_hash"_s, text(entry.previousHash)},
            {u"hash"_s, text(entry.hash)}};
}

// Of a chain that is broken too: what is left of it is evidence.
telemetry::Result<qint64> exportChain(const store::Reader& reader, const std::string& path)
{
    auto entries = reader.timeline({});
    if (!entries)
        return tl::make_unexpected(entries.error());
    // By their place in the chain, not by the time that they are about.
    std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
    QSaveFile file(QString::fromStdString(path));
    const auto bad = [&] {
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": " + file.errorString().toStdString() + ".");
    };
    if (!file.open(QIODevice::WriteOnly))
        return bad();
    qint64 count = 0;
    for (const telemetry::TimelineEntry& entry : *entries) {
        ++count;
        if (file.write(QJsonDocument(rawEntry(entry)).toJson(QJsonDocument::Compact) + '\n') < 0)
            return bad();
    }
    if (const std::string why = telemetry::keepFile(file); !why.empty())
        return telemetry::failure(telemetry::ErrorKind::Unreadable, path + ": " + why + '.');
    return count;
}

// What belongs to a recording that is open.
constexpr std::array kBeside{"-wal", "-shm", "-journal", ".lock"};

// A recording is never written over, be it this one by another name, or a part of it.
std::optional<telemetry::Error> cannotExport(const VerifyOptions& options)
{
    std::error_code error;
    const bool isSame = std::filesystem::equivalent(options.file, options.exportTo, error);
    const bool isBeside = std::ranges::any_of(kBeside, [&options](const char* suffix) {
        return options.exportTo.ends_with(suffix)
            && std::filesystem::exists(options.exportTo.substr(
                0, options.exportTo.size() - std::string(suffix).size()));
    });
    if (!isSame && !isDatabase(options.exportTo) && !isBeside)
        return std::nullopt;
    return telemetry::Error{telemetry::ErrorKind::Usage,
                            "--export: " + options.exportTo
                                + " is a recording; give a file that may be written."};
}

int run(const VerifyOptions& options)
{
    if (!options.exportTo.empty())
        if (const auto error = cannotExport(options))
            return report(*error);
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto verified = (*reader)->verify();
    if (!verified)
        return report(verified.error());
    const bool isIntact = !verified->firstBroken;
    if (!options.exportTo.empty()) {
        const auto exported = exportChain(**reader, options.exportTo);
        if (!exported)
            return report(exported.error());
        print(stderr, "%lld entries are in %s\n", static_cast<long long>(*exported),
              options.exportTo.c_str());
    }
    if (options.isJson) {
        printJson({{u"intact"_s, isIntact},
                   {u"entries"_s, static_cast<qint64>(verified->entries)},
                   {u"last_hash"_s, QString::fromStdString(verified->lastHash)},
                   {u"first_broken"_s,
                    isIntact ? QJsonValue(QJsonValue::Null)
                             : QJsonValue(static_cast<qint64>(*verified->firstBroken))},
                   {u"problem"_s,
                    isIntact ? QJsonValue(QJsonValue::Null)
                             : QJsonValue(QString::fromStdString(verified->problem))}});
    } else if (isIntact) {
        print(stdout, "The chain of %lld entries is intact. Hash of the newest: %s\n",
              static_cast<long long>(verified->entries), verified->lastHash.c_str());
    } else {
        print(
            stdout,
            "The chain is broken at entry %lld: %s. Entries before it are as they were written.\n",
            static_cast<long long>(*verified->firstBroken), verified->problem.c_str());
    }
    return isIntact ? 0 : 1;
}

} // namespace

void addVerify(CLI::App& app, int& status)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", "Checks the audit chain of a recording");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_flag("--json", options->isJson, "One JSON document");
    command
        ->add_option("--export", options->exportTo,
                     "Writes the entries as JSON lines, to be checked without this program "
                     "(docs/audit.md)")
        ->type_name("FILE");
    command->footer("Example: plumbline verify today.plumb --export chain.jsonl\nKeep the newest "
                    "hash elsewhere: it "
                    "proves later that nothing was cut off.");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands

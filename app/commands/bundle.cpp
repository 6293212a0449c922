// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/bundle.h"

#include "app/commands/budgetwatch.h"
#include "app/commands/bundlefiles.h"
#include "app/commands/bundlerequest.h"
#include "app/commands/keyring.h"
#include "app/commands/operatorname.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"
#include "app/platformnoise.h"
#include "app/reportcharts.h"
#include "models/telemetry/timetext.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QJsonDocument>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct BundleOptions
{
    std::string file;
    std::string out;
    std::string incident; // empty: the newest that is open, else the newest
    std::string before = "30m"; // what causes look at
    std::string after = "5m";
    std::string keyFile;
    std::string trusted;
    std::string rules;
    std::vector<std::string> objectives;
    bool isRedacted = false;
    bool isUnsigned = false;
    bool isJson = false;
};

// On its first use: nothing but a report needs it.
Result<std::vector<report::Figure>> drawn(const store::Reader& reader,
                                          const report::ReportFacts& facts,
                                          const report::Scrub& scrub,
                                          const std::vector<objective::Objective>& objectives)
{
    const auto charted = readReportCharts(reader, facts, objectives);
    if (!charted)
        return tl::make_unexpected(charted.error());
    silencePlatformNoise();
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // no display is needed
    int count = 1;
    char name[] = "plumbline";
    char* arguments[] = {name, nullptr};
    QApplication application(count, arguments);
    common::Theme theme(QStringLiteral("light"));
    theme.apply(application);
    return drawReportCharts(*charted, scrub, theme);
}

Result<bundle::Request> requestOf(const BundleOptions& options)
{
    const auto before = telemetry::durationFromText(options.before);
    const auto after = telemetry::durationFromText(options.after);
    if (!before || !after)
        return tl::make_unexpected(before ? after.error() : before.error());
    auto objectives = objectivesOf(options.objectives);
    if (!objectives)
        return tl::make_unexpected(objectives.error());
    return bundleRequest({.file = options.file,
                          .out = options.out,
                          .incident = options.incident,
                          .before = *before,
                          .after = *after,
                          .isRedacted = options.isRedacted,
                          .rules = options.rules,
                          .draw =
                              [objectives = *objectives](const store::Reader& reader,
                                                         const report::ReportFacts& facts,
                                                         const report::Scrub& scrub) {
                                  return drawn(reader, facts, scrub, objectives);
                              },
                          .objectives = *objectives,
                          .goesOn = [] { return !isInterrupted(); },
                          .madeBy = currentOperator().text()});
}

QJsonObject manifestJson(const bundle::Verified& verified)
{
    QJsonObject object{
        {u"trust"_s, QString::fromLatin1(toString(verified.trust))},
        {u"fingerprint"_s, QString::fromStdString(verified.fingerprint)},
        {u"signer"_s, QString::fromStdString(verified.signerName)},
        {u"text"_s, QString::fromStdString(trustText(verified))},
        {u"manifest"_s,
         QJsonDocument::fromJson(QByteArray::fromStdString(toJson(verified.manifest))).object()}};
    return object;
}

void printManifest(const bundle::Manifest& manifest)
{
    const auto row = [](const char* name, const std::string& value) {
        print(stdout, "%-12s %s\n", name, value.c_str());
    };
    if (manifest.incident)
        row("incident", manifest.incident->id + "  " + manifest.incident->title);
    row("from", telemetry::toRfc3339(manifest.range.start));
    row("until", telemetry::toRfc3339(manifest.range.end));
    row("spans",
        std::to_string(manifest.spans)
            + (manifest.isPart ? " of " + std::to_string(manifest.spansOfWhole) : std::string()));
    row("timeline",
        std::to_string(manifest.entries) + " entries, the last " + manifest.lastHash.substr(0, 16)
            + "..." + (manifest.isRebuilt ? ", under new hashes since it was redacted" : ""));
    row("original",
        std::to_string(manifest.originalEntries) + " entries, the last "
            + manifest.originalLastHash.substr(0, 16) + "...");
    row("redacted",
        manifest.redaction ? std::to_string(manifest.redaction->takenOut) + " pieces taken out"
                           : std::string("no: all texts are as they were recorded"));
    row("made",
        telemetry::toRfc3339(manifest.madeAt) + " by " + manifest.madeBy + " with Plumbline "
            + manifest.product);
    for (const bundle::Member& member : manifest.members)
        row("holds", member.name + ", " + std::to_string(member.size) + " bytes");
}

int make(const BundleOptions& options)
{
    installSignalHandlers();
    auto request = requestOf(options);
    if (!request)
        return report(request.error());
    const auto key = options.isUnsigned ? Result<std::optional<bundle::SigningKey>>()
                                        : signingKey(options.keyFile);
    if (!key)
        return report(key.error());
    request->key = *key ? &**key : nullptr;
    const auto made = bundle::make(*request);
    if (!made)
        return report(made.error());
    if (options.isJson) {
        printJson({{u"file"_s, QString::fromStdString(options.out)},
                   {u"bytes"_s, qint64{made->bytes}},
                   {u"manifest"_s,
                    QJsonDocument::fromJson(QByteArray::fromStdString(toJson(made->manifest)))
                        .object()}});
        return 0;
    }
    print(stdout, "%s, %lld bytes\n", options.out.c_str(), static_cast<long long>(made->bytes));
    printManifest(made->manifest);
    if (request->key == nullptr)
        print(stderr, "plumbline: it is not signed; `plumbline bundle keygen` makes a key.\n");
    if (!request->redactor)
        print(stderr, "plumbline: it is not redacted; --redact takes out what the rules say.\n");
    return 0;
}

// A bundle that does not fit is what was looked for.
int broken(const telemetry::Error& error, bool isJson)
{
    const bool isBroken = error.kind == ErrorKind::Unreadable;
    if (isJson && isBroken)
        printJson({{u"trust"_s, u"broken"_s}, {u"text"_s, QString::fromStdString(error.message)}});
    const int status = report(error);
    return isBroken ? exitStatus(ErrorKind::Refused) : status;
}

int verify(const BundleOptions& options)
{
    const auto trusted = trustedKeys(options.trusted);
    if (!trusted)
        return report(trusted.error());
    std::error_code error;
    if (!std::filesystem::exists(options.file, error))
        return report({ErrorKind::Unreadable, options.file + " does not exist."});
    installSignalHandlers();
    const auto verified = bundle::verify(options.file, *trusted, QDir::tempPath().toStdString(),
                                         [] { return !isInterrupted(); });
    if (!verified)
        return broken(verified.error(), options.isJson);
    if (options.isJson) {
        printJson(manifestJson(*verified));
        return 0;
    }
    print(stdout,
          "%s is whole: every member is what the manifest says, and the timeline holds.\n%s\n",
          options.file.c_str(), trustText(*verified).c_str());
    return 0;
}

int show(const BundleOptions& options)
{
    const auto trusted = trustedKeys(options.trusted);
    if (!trusted)
        return report(trusted.error());
    const auto verified = bundle::show(options.file, *trusted);
    if (!verified)
        return report(verified.error());
    if (options.isJson) {
        printJson(manifestJson(*verified));
        return 0;
    }
    printManifest(verified->manifest);
    print(stdout,
          "%-12s %s\n%-12s only the manifest was read: `plumbline bundle verify` reads all\n",
          "signature", trustText(*verified).c_str(), "");
    return 0;
}

int open(const BundleOptions& options)
{
    const auto trusted = trustedKeys(options.trusted);
    if (!trusted)
        return report(trusted.error());
    const std::filesystem::path path(options.file);
    if (options.out.empty() && !path.has_extension())
        return report({ErrorKind::Usage, "Name a folder: --to DIR."});
    const std::string folder =
        !options.out.empty() ? options.out : (path.parent_path() / path.stem()).string();
    installSignalHandlers();
    const auto opened =
        bundle::open(options.file, *trusted, folder, [] { return !isInterrupted(); });
    if (!opened)
        return broken(opened.error(), options.isJson);
    if (options.isJson) {
        QJsonObject object = manifestJson(opened->verified);
        object[u"recording"_s] = QString::fromStdString(opened->recording);
        printJson(object);
        return 0;
    }
    print(stderr, "%s\n", trustText(opened->verified).c_str());
    print(stdout, "%s\n", opened->recording.c_str());
    return 0;
}

// The key of a user is made once: a second would make the first one's bundles look foreign.
int keygen(const BundleOptions& options)
{
    const auto key = bundle::SigningKey::generate();
    if (!key)
        return report(key.error());
    Result<void> kept;
    if (!options.out.empty()) {
        kept = writeNewFile(options.out, key->pem());
    } else if (!hasKeyring()) {
        kept = telemetry::failure(ErrorKind::Refused,
                                  "There is no keyring here. Name a file for the key: --out FILE.");
    } else if (const auto present = secretFromKeyring(kBundleKey); !present) {
        kept = tl::make_unexpected(present.error());
    } else if (!present->empty()) {
        kept = telemetry::failure(ErrorKind::Usage,
                                  "The keyring holds a key already. `plumbline secret remove "
                                  "bundle-key` takes it away.");
    } else {
        kept = keepSecret(kBundleKey, key->pem());
    }
    if (!kept)
        return report(kept.error());
    const bundle::TrustedKey own{.publicKey = key->publicKey(), .name = currentOperator().text()};
    print(stderr, "fingerprint %s\nFor the trusted-keys of others:\n",
          bundle::fingerprint(own.publicKey).c_str());
    print(stdout, "%s\n", lineOf(own).c_str());
    return 0;
}

void addTrusted(CLI::App& command, BundleOptions& options)
{
    command.add_option("FILE", options.file, "A bundle")->required();
    command
        .add_option("--trusted", options.trusted,
                    "File of keys you trust, \"ed25519 BASE64 NAME\" a line; else trusted-keys "
                    "beside the settings")
        ->type_name("KEYS");
    command.add_flag("--json", options.isJson, "One JSON document");
}

void addMake(CLI::App& bundles, int& status)
{
    auto* command = bundles.add_subcommand("make", "Writes a bundle of an incident's recording");
    command->footer("Example: plumbline bundle make today.plumb --incident INC-0001 --redact --out "
                    "inc-1.plumbundle");
    const auto options = std::make_shared<BundleOptions>();
    command->add_option("FILE", options->file, "A recording; somebody may be writing to it")
        ->required();
    command->add_option("--incident", options->incident,
                        "Its id; else the newest that is open, else the newest, else all of FILE");
    command->add_option("--out", options->out, "The new file")->required();
    command->add_flag(
        "--redact", options->isRedacted,
        "Takes out of all texts what the redaction rules say, and numbers the persons of "
        "the timeline; users and tenants stay in the telemetry unless a rule is on "
        "them");
    command
        ->add_option("--redaction-rules", options->rules,
                     "The same by this file of rules over the shipped ones")
        ->type_name("RULES");
    command->add_option("--before", options->before, "How much of what came before the incident")
        ->capture_default_str();
    addObjectivesOption(*command, options->objectives);
    command->add_option("--after", options->after, "How much of what came after it")
        ->capture_default_str();
    command
        ->add_option("--key-file", options->keyFile,
                     "Ed25519 key in PEM to sign with; else PLUMBLINE_BUNDLE_KEY, else the keyring")
        ->type_name("PEM");
    command->add_flag("--unsigned", options->isUnsigned, "Signs it with no key, whatever there is")
        ->excludes("--key-file");
    addOperatorOption(*command);
    command->add_flag("--json", options->isJson, "One JSON document");
    command->callback([options, &status] { status = make(*options); });
}

} // namespace

void addBundle(CLI::App& app, int& status)
{
    auto* bundles =
        app.add_subcommand("bundle", "An incident in one file that opens on another machine");
    bundles->footer("Example: plumbline bundle verify inc-1.plumbundle");
    bundles->require_subcommand(1);
    addMake(*bundles, status);
    const auto add = [&](const char* name, const char* help, int (*run)(const BundleOptions&)) {
        auto* command = bundles->add_subcommand(name, help);
        command->footer(std::string("Example: plumbline bundle ") + name + " inc-1.plumbundle");
        const auto options = std::make_shared<BundleOptions>();
        addTrusted(*command, *options);
        command->callback([options, run, &status] { status = run(*options); });
        return std::pair(command, options);
    };
    add("verify", "Whether it is whole, and who signed it; exit status 1 when it does not fit",
        verify);
    add("show", "What it says of itself", show);
    const auto [opening, options] = add("open", "Verifies and unpacks it", open);
    opening->add_option("--to", options->out, "The new folder; else FILE without its ending");
    auto* keys =
        bundles->add_subcommand("keygen", "Makes your key, once, and prints its public part");
    keys->footer("Example: plumbline bundle keygen --out ~/plumbline-key.pem");
    const auto keyOptions = std::make_shared<BundleOptions>();
    keys->add_option("--out", keyOptions->out, "A new file for it; else the keyring");
    addOperatorOption(*keys);
    keys->callback([keyOptions, &status] { status = keygen(*keyOptions); });
}

} // namespace commands

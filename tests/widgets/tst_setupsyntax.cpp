// SPDX-License-Identifier: GPL-3.0-or-later

// What the connect wizard gives to be copied, read by whoever reads it: YAML, XML, properties,
// Python, JavaScript and shells. Of Go, Java and C#, which need compilers, the brackets alone.

#include "widgets/sources/setuptexts.h"

#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <functional>
#include <string>
#include <tuple>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace {

const sources::Endpoints kOpen{.http = u"http://127.0.0.1:4318"_s,
                               .grpc = u"http://127.0.0.1:4317"_s};
const sources::Endpoints kGuarded{
    .http = u"https://192.0.2.7:4318"_s, .grpc = u"https://192.0.2.7:4317"_s, .needsToken = true};

enum class Language
{
    Yaml,
    Xml,
    Properties,
    Python,
    CommonJs,
    EcmaScript,
    CallOptions, // of JavaScript
    Shell,
    Compiled,
    Name, // of an exporter
    Unknown,
};

Language languageOf(const QString& client, const QString& heading)
{
    const QString file = heading.section(u" – "_s, 0, 0);
    if (heading.contains(u" – the name to add"_s))
        return Language::Name;
    if (file.endsWith(u".yaml"_s))
        return Language::Yaml;
    if (file.endsWith(u".xml"_s))
        return Language::Xml;
    if (file.endsWith(u".properties"_s))
        return Language::Properties;
    if (file.endsWith(u".py"_s) || heading.startsWith(u"In Python"_s)
        || (client.contains(u"Python"_s) && heading.startsWith(u"Where"_s)))
        return Language::Python;
    if (file.endsWith(u".cjs"_s))
        return Language::CommonJs;
    if (heading.startsWith(u"In JavaScript"_s)
        || heading.endsWith(u"7: where the program begins"_s))
        return Language::EcmaScript;
    if (heading.endsWith(u"among the options of each call"_s))
        return Language::CallOptions;
    if (heading.contains(u"shell"_s) || heading.contains(u"consists of ES modules"_s))
        return Language::Shell;
    for (const QString& suffix : {u".go"_s, u".cs"_s, u".java"_s}) {
        if (file.endsWith(suffix))
            return Language::Compiled;
    }
    return heading.startsWith(u"Around"_s) ? Language::Compiled : Language::Unknown;
}

void forEach(Language language, const std::function<void(const sources::SetupPart&)>& read)
{
    for (const sources::Endpoints& endpoints : {kOpen, kGuarded}) {
        for (const sources::SetupClient& client : sources::setupClients(endpoints)) {
            for (const sources::SetupPart& part : sources::setupParts(client.id, endpoints)) {
                if (languageOf(client.name, part.heading) == language)
                    read(part);
            }
        }
    }
}

// What the program says against the text; empty: nothing.
QString complaint(const QString& program, const QStringList& arguments, const QString& text)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(text.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished())
        return program + u": "_s + process.errorString();
    const QString said = QString::fromUtf8(process.readAll());
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
        ? QString()
        : u"%1\n%2\n%3"_s.arg(program, said, text);
}

// Null where it is no YAML, which is told.
YAML::Node yamlOf(const QString& text)
{
    try {
        return YAML::Load(text.toStdString());
    } catch (const YAML::Exception& error) {
        qWarning("%s\n%s", error.what(), qPrintable(text));
        return {};
    }
}

QString yamlPart(const QString& client, const QString& heading, const sources::Endpoints& endpoints)
{
    for (const sources::SetupClient& each : sources::setupClients(endpoints)) {
        for (const sources::SetupPart& part : sources::setupParts(each.id, endpoints)) {
            if (each.name == client && part.heading.startsWith(heading))
                return part.text;
        }
    }
    return {};
}

// The first bracket that has no fellow, outside of texts and comments; null: each has one.
QChar bracketAlone(const QString& text)
{
    static const QHash<QChar, QChar> kFellows{{u')', u'('}, {u']', u'['}, {u'}', u'{'}};
    QString open;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar letter = text[i];
        if (!quote.isNull()) {
            if (letter == u'\\')
                ++i;
            else if (letter == quote)
                quote = {};
        } else if (letter == u'"') {
            quote = letter;
        } else if (text.mid(i, 2) == u"//"_s) {
            const qsizetype end = text.indexOf(u'\n', i);
            i = end < 0 ? text.size() : end;
        } else if (kFellows.values().contains(letter)) {
            open += letter;
        } else if (kFellows.contains(letter)) {
            if (!open.endsWith(kFellows[letter]))
                return letter;
            open.chop(1);
        }
    }
    return open.isEmpty() ? quote : open.back();
}

} // namespace

class TestSetupSyntax : public QObject
{
    Q_OBJECT

private slots:
    void everyPartIsOfALanguage();
    void yamlIsRead();
    void xmlIsRead();
    void propertiesAreRead();
    void pythonIsRead();
    void javaScriptIsRead();
    void shellsReadTheirLines();
    void bracketsPair();
};

// Else a new part would be held by none of these.
void TestSetupSyntax::everyPartIsOfALanguage()
{
    QStringList unknown;
    forEach(Language::Unknown,
            [&unknown](const sources::SetupPart& part) { unknown << part.heading; });
    QCOMPARE(unknown, QStringList());
}

void TestSetupSyntax::yamlIsRead()
{
    int count = 0;
    forEach(Language::Yaml, [&count](const sources::SetupPart& part) {
        ++count;
        QVERIFY2(yamlOf(part.text).IsMap(), qPrintable(part.text));
    });
    QCOMPARE(count, 10);
    if (QTest::currentTestFailed())
        return; // of what cannot be read no values are asked
    for (const auto& [protocol, exporter, url] :
         {std::tuple(u"HTTP"_s, "otlp_http/plumbline", kGuarded.http),
          std::tuple(u"gRPC"_s, "otlp_grpc/plumbline", kGuarded.grpc)}) {
        // Below the line that it is added below, and in a file of its own.
        const YAML::Node whole =
            yamlOf(yamlPart(u"New Collector, over "_s + protocol, u"collector.yaml"_s, kGuarded));
        const YAML::Node added = yamlOf(u"exporters:\n"_s
                                        + yamlPart(u"Existing Collector, over "_s + protocol,
                                                   u"config.yaml – added"_s, kGuarded));
        for (const YAML::Node& file : {whole, added}) {
            const YAML::Node sent = file["exporters"][exporter];
            QVERIFY(sent.IsMap());
            QCOMPARE(QString::fromStdString(sent["endpoint"].as<std::string>()), url);
            QCOMPARE(sent["headers"]["authorization"].as<std::string>(),
                     std::string("Bearer <token>"));
            QCOMPARE(sent["tls"]["ca_file"].as<std::string>(), std::string("<ca.pem>"));
        }
        for (const char* kind : {"traces", "logs", "metrics"}) {
            const YAML::Node pipeline = whole["service"]["pipelines"][kind];
            QVERIFY(whole["receivers"][pipeline["receivers"][0].as<std::string>()].IsMap());
            QCOMPARE(pipeline["exporters"][0].as<std::string>(), std::string(exporter));
        }
    }
    const YAML::Node proxy =
        yamlOf(u"litellm_settings:\n"_s + yamlPart(u"LiteLLM"_s, u"config.yaml"_s, kOpen));
    QCOMPARE(proxy["litellm_settings"]["callbacks"][0].as<std::string>(), std::string("otel"));
    QCOMPARE(proxy["litellm_settings"]["turn_off_message_logging"].as<bool>(), false);
}

void TestSetupSyntax::xmlIsRead()
{
    int count = 0;
    forEach(Language::Xml, [&count](const sources::SetupPart& part) {
        QXmlStreamReader reader(u"<dependencies>%1</dependencies>"_s.arg(part.text));
        QVERIFY(reader.readNextStartElement());
        while (reader.readNextStartElement()) {
            QCOMPARE(reader.name(), u"dependency"_s);
            QHash<QString, QString> fields;
            while (reader.readNextStartElement()) {
                const QString name = reader.name().toString();
                fields.insert(name, reader.readElementText());
            }
            QVERIFY2(!fields[u"groupId"_s].isEmpty() && !fields[u"artifactId"_s].isEmpty(),
                     qPrintable(part.text));
            ++count;
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    });
    QCOMPARE(count, 2 * (3 + 1)); // dependencies of both generations, with and without TLS
}

void TestSetupSyntax::propertiesAreRead()
{
    int count = 0;
    forEach(Language::Properties, [&count](const sources::SetupPart& part) {
        QHash<QString, QString> values;
        for (const QString& line : part.text.split(u'\n')) {
            if (line.startsWith(u'#'))
                continue;
            const QString key = line.section(u'=', 0, 0);
            static const QRegularExpression kKey(u"^[a-z]+([.-][a-z]+)*$"_s);
            QVERIFY2(kKey.match(key).hasMatch() && line.contains(u'='), qPrintable(line));
            QVERIFY2(!values.contains(key), qPrintable(key)); // the second would hold alone
            values.insert(key, line.section(u'=', 1));
        }
        for (const QString& key : {u"management.otlp.tracing.endpoint"_s,
                                   u"management.opentelemetry.tracing.export.otlp.endpoint"_s})
            QVERIFY2(values[key].endsWith(u":4318/v1/traces"_s), qPrintable(values[key]));
        ++count;
    });
    QCOMPARE(count, 2);
}

void TestSetupSyntax::pythonIsRead()
{
    int count = 0;
    forEach(Language::Python, [&count](const sources::SetupPart& part) {
        const QString said = complaint(
            u"python3"_s, {u"-c"_s, u"import ast, sys; ast.parse(sys.stdin.read())"_s}, part.text);
        QVERIFY2(said.isEmpty(), qPrintable(said));
        ++count;
    });
    QCOMPARE(count, 2 * 5);
}

void TestSetupSyntax::javaScriptIsRead()
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty())
        QSKIP("Node.js is not installed: JavaScript is not read");
    const QTemporaryDir folder;
    int count = 0;
    const auto check = [&](const QString& suffix, const QString& text) {
        QFile file(folder.filePath(u"text"_s + suffix));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text.toUtf8());
        file.close();
        const QString said = complaint(node, {u"--check"_s, file.fileName()}, {});
        QVERIFY2(said.isEmpty(), qPrintable(said + text));
        ++count;
    };
    forEach(Language::CommonJs,
            [&check](const sources::SetupPart& part) { check(u".cjs"_s, part.text); });
    forEach(Language::EcmaScript,
            [&check](const sources::SetupPart& part) { check(u".mjs"_s, part.text); });
    forEach(Language::CallOptions, [&check](const sources::SetupPart& part) {
        check(u".cjs"_s, u"call({\n%1\n});"_s.arg(part.text));
    });
    QCOMPARE(count, 2 * (2 + 2 + 1));
}

void TestSetupSyntax::shellsReadTheirLines()
{
    int count = 0;
    forEach(Language::Shell, [&count](const sources::SetupPart& part) {
        const QString said = complaint(u"bash"_s, {u"-n"_s}, part.text);
        QVERIFY2(said.isEmpty(), qPrintable(said));
        // Bare, a placeholder would be taken for a file to read from.
        static const QRegularExpression kQuoted(u"\"[^\"\\n]*\""_s);
        QVERIFY2(!QString(part.text).remove(kQuoted).contains(u'<'), qPrintable(part.text));
        ++count;
    });
    QVERIFY2(count > 40, qPrintable(QString::number(count)));
}

void TestSetupSyntax::bracketsPair()
{
    QCOMPARE(bracketAlone(u"a(\"(\") // ("_s), QChar());
    QCOMPARE(bracketAlone(u"f({)}"_s), QChar(u')'));
    int count = 0;
    forEach(Language::Compiled, [&count](const sources::SetupPart& part) {
        QVERIFY2(bracketAlone(part.text).isNull(), qPrintable(part.text));
        ++count;
    });
    QCOMPARE(count, 2 * (3 + 3 + 1));
}

QTEST_MAIN(TestSetupSyntax)
#include "tst_setupsyntax.moc"

// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/document.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QVariantMap>

#include <random>

using namespace Qt::StringLiterals;

namespace {

QByteArray documentWith(const QByteArray& settings)
{
    return R"({"plumbline_settings": 1, "settings": )" + settings + '}';
}

} // namespace

class TestSettingsDocument : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsRead();
    void keysAndLayoutsGoWithThem();
    void yamlIsTheSame();
    void aBadFieldIsNamed_data();
    void aBadFieldIsNamed();
    void aGuardThatIsBadlyWrittenHolds();
    void theTeamHasOnlyWhatIsATeams();
    void changesAreOfTheUsersOwn();
    void whereTheTeamsIsReadIsNoChange();
    void hostileBytesAreOnlyRefused();
    void aFileThatIsTooLargeIsNotRead();
};

void TestSettingsDocument::whatIsWrittenIsRead()
{
    const config::Values values{{u"look/theme"_s, u"dark"_s},
                                {u"alarm/heard"_s, u"false"_s},
                                {u"verdicts/peopleToConfirm"_s, u"2"_s},
                                {u"operator/name"_s, u"Ada \"x\" Löwe 😀"_s},
                                {u"receiving/grpc"_s, QString()}};
    config::Values more = values;
    more.insert(u"window/layout"_s, u"not a setting"_s);
    const QByteArray bytes = config::writeDocument(more);
    QVERIFY(bytes.contains("\"alarm/heard\": false"));
    QVERIFY(bytes.contains("\"verdicts/peopleToConfirm\": 2"));
    const config::Document document = config::readDocument(bytes);
    QVERIFY(document.isReadable);
    QCOMPARE(document.problems, QStringList());
    QCOMPARE(document.values, values);
}

void TestSettingsDocument::keysAndLayoutsGoWithThem()
{
    const QVariantMap keys{{u"time.faster"_s, u"F8"_s}, {u"window.health"_s, QString()}};
    const QVariantMap layouts{{u"at night"_s, u"{\"page/pages\":1}"_s}};
    const config::Document document =
        config::readDocument(config::writeDocument({}, keys, layouts));
    QCOMPARE(document.problems, QStringList());
    QVERIFY(document.keys && document.layouts);
    QCOMPARE(*document.keys, keys);
    QCOMPARE(*document.layouts, layouts);
    QCOMPARE(config::problemsForTeam(document).size(), 2);
    const config::Document none = config::readDocument(config::writeDocument({}));
    QVERIFY(!none.keys && !none.layouts);
    QCOMPARE(config::problemsForTeam(none), QStringList());
    QCOMPARE(config::withLayouts({{u"a"_s, u"1"_s}, {u"b"_s, u"1"_s}}, {{u"b"_s, u"2"_s}}),
             (QVariantMap{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}}));
}

void TestSettingsDocument::yamlIsTheSame()
{
    const config::Document document = config::readDocument("# ours\nplumbline_settings: 1\n"
                                                           "settings:\n"
                                                           "  look/theme: light\n"
                                                           "  alarm/shown: false\n"
                                                           "  recording/keep: 7d\n"
                                                           "  verdicts/peopleToConfirm: 2\n");
    QCOMPARE(document.problems, QStringList());
    QCOMPARE(document.values.value(u"alarm/shown"_s), u"false"_s);
    QCOMPARE(document.values.value(u"recording/keep"_s), u"7d"_s);
    QCOMPARE(document.values.size(), 4);
}

void TestSettingsDocument::aBadFieldIsNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QByteArray() << u"plumbline_settings"_s;
    QTest::newRow("no version") << QByteArray(R"({"settings": {}})") << u"plumbline_settings"_s;
    QTest::newRow("later version")
        << QByteArray(R"({"plumbline_settings": 2, "settings": {}})") << u"version 2"_s;
    QTest::newRow("no settings") << QByteArray(R"({"plumbline_settings": 1})") << u"settings: "_s;
    QTest::newRow("a list") << documentWith("[]") << u"settings: "_s;
    QTest::newRow("broken") << documentWith("{") << u"byte"_s;
    QTest::newRow("another field")
        << QByteArray(R"({"plumbline_settings": 1, "settings": {}, "secrets": {"A": "b"}})")
        << u"secrets: "_s;
    const auto extra = [](const QByteArray& field) -> QByteArray {
        return R"({"plumbline_settings": 1, "settings": {}, )" + field + '}';
    };
    QTest::newRow("keys") << extra(R"("keys": [])") << u"keys: has to be a map"_s;
    QTest::newRow("key") << extra(R"("keys": {"time.faster": 8})")
                         << u"keys time.faster: has to be a text"_s;
    QTest::newRow("key of lines") << extra(R"("keys": {"time.faster": "F8\nF9"})")
                                  << u"has to be keys"_s;
    QTest::newRow("name") << extra(R"("layouts": {"a\u202eb": "{}"})") << u"is no name"_s;
    QTest::newRow("layout") << extra(R"("layouts": {"night": "[]"})")
                            << u"layouts night: has to be a layout"_s;
    QByteArray many;
    for (int i = 0; i <= config::kMostLayouts; ++i)
        many += (i == 0 ? "\"" : ", \"") + QByteArray::number(i) + R"(": "{}")";
    QTest::newRow("layouts") << extra(R"("layouts": {)" + many + '}') << u"at most 30"_s;
    QTest::newRow("unknown") << documentWith(R"({"look/colour": "red"})") << u"look/colour: "_s;
    QTest::newRow("type") << documentWith(R"({"alarm/heard": "true"})")
                          << u"alarm/heard: has to be true or false"_s;
    QTest::newRow("number") << documentWith(R"({"verdicts/peopleToConfirm": 1.5})")
                            << u"verdicts/peopleToConfirm: has to be a whole number"_s;
    QTest::newRow("huge") << documentWith(R"({"verdicts/peopleToConfirm": 1e300})")
                          << u"verdicts/peopleToConfirm: "_s;
    QTest::newRow("null") << documentWith(R"({"look/theme": null})") << u"look/theme: "_s;
    QTest::newRow("map") << documentWith(R"({"look/theme": {"a": {"b": 1}}})") << u"look/theme: "_s;
    QTest::newRow("value") << documentWith(R"({"look/theme": "blue"})")
                           << u"look/theme: has to be one of"_s;
    QTest::newRow("yaml") << QByteArray("plumbline_settings: 1\nsettings: [\n") << u"line"_s;
    QTest::newRow("yaml type") << QByteArray(
        "plumbline_settings: 1\nsettings:\n  alarm/heard: 'true'\n")
                               << u"alarm/heard: "_s;
}

void TestSettingsDocument::aBadFieldIsNamed()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, words);
    const config::Document document = config::readDocument(bytes);
    QVERIFY(!document.problems.isEmpty());
    QVERIFY2(document.problems[0].contains(words), qPrintable(document.problems[0]));
    QVERIFY(document.values.isEmpty());
}

void TestSettingsDocument::aGuardThatIsBadlyWrittenHolds()
{
    for (const QByteArray& bytes :
         {documentWith(R"({"operator/readOnly": "yes"})"),
          documentWith(R"({"operator/readOnly": 1})"),
          QByteArray("plumbline_settings: 1\nsettings:\n  operator/readOnly: yes\n")}) {
        const config::Document document = config::readDocument(bytes);
        QCOMPARE(document.problems.size(), 1);
        QCOMPARE(config::teamValues(document).value(u"operator/readOnly"_s), u"true"_s);
    }
}

void TestSettingsDocument::theTeamHasOnlyWhatIsATeams()
{
    const config::Document document = config::readDocument(documentWith(
        R"({"look/theme": "dark", "receiving/key": "/k", "room/url": "sqlite:/srv/room.db"})"));
    QCOMPARE(document.problems, QStringList());
    QCOMPARE(config::teamValues(document), (config::Values{{u"look/theme"_s, u"dark"_s}}));
    const QStringList problems = config::problemsForTeam(document);
    QCOMPARE(problems.size(), 2);
    QVERIFY(problems[0].startsWith(u"receiving/key: "_s));
    QVERIFY(problems[1].startsWith(u"room/url: "_s));
}

void TestSettingsDocument::changesAreOfTheUsersOwn()
{
    config::Layers layers;
    layers.setTeam({{u"look/theme"_s, u"dark"_s}}, u"t"_s);
    layers.setOwn(u"alarm/heard"_s, u"false"_s);
    const auto changes = config::changesOf(
        config::readDocument(documentWith(R"({"look/theme": "dark", "alarm/heard": false})")),
        layers);
    // The theme holds, but as the team's: from now on it is the user's own.
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].key, u"look/theme"_s);
    QCOMPARE(changes[0].before, u"dark"_s);
    QVERIFY(!changes[0].own);
}

// Who hands on a file does not say by it who gets a secret of this machine.
void TestSettingsDocument::whereTheTeamsIsReadIsNoChange()
{
    config::Layers layers;
    layers.setOwn(u"team/source"_s, u"https://example.org/a.json"_s);
    const config::Document document = config::readDocument(documentWith(
        R"({"look/theme": "dark", "team/source": "https://evil.example/a.json", "team/secret": "OTLP"})"));
    QCOMPARE(document.problems, QStringList());
    const auto changes = config::changesOf(document, layers);
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].key, u"look/theme"_s);
    const auto leftOut = config::leftOutOf(document, layers);
    QCOMPARE(leftOut.size(), std::size_t(2));
    QCOMPARE(leftOut[0].key, u"team/source"_s);
    QCOMPARE(leftOut[0].before, u"https://example.org/a.json"_s);
    QCOMPARE(leftOut[1].key, u"team/secret"_s);
    layers.setOwn(u"team/source"_s, u"https://evil.example/a.json"_s); // holds already: no word
    QCOMPARE(config::leftOutOf(document, layers).size(), std::size_t(1));
}

void TestSettingsDocument::hostileBytesAreOnlyRefused()
{
    std::mt19937 random(20'261'129); // NOLINT(cert-msc51-cpp): the same each time
    const QByteArray good = documentWith(
        R"({"look/theme": "dark", "alarm/heard": false, "verdicts/peopleToConfirm": 2})");
    for (int run = 0; run < 3000; ++run) {
        QByteArray bytes = run % 3 == 0 ? QByteArray(64, '\0') : good;
        const int edits = run % 3 == 0 ? 64 : 1 + run % 7;
        for (int i = 0; i < edits; ++i) {
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()));
            bytes[at] = static_cast<char>(random() & 0xffU);
        }
        const config::Document document = config::readDocument(bytes);
        // Whatever was taken is good.
        config::Layers layers;
        layers.setOwn(document.values);
        QVERIFY(layers.problems().empty());
        QVERIFY(document.isReadable || document.values.isEmpty());
        QVERIFY(document.isReadable || !document.problems.isEmpty());
    }
    for (const QByteArray& deep :
         {QByteArray(5000, '['), QByteArray(5000, '{'), QByteArray("{\"\":").repeated(3000),
          QByteArray("a: &a [*a]\n"), QByteArray("- ").repeated(5000)})
        QVERIFY(!config::readDocument(deep).isReadable);
}

void TestSettingsDocument::aFileThatIsTooLargeIsNotRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"large.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(config::kMostDocumentBytes + 1, ' '));
    file.close();
    QVERIFY(!config::readDocumentFile(path));
    QVERIFY(!config::readDocumentFile(folder.path()));
    QVERIFY(!config::readDocumentFile(folder.filePath(u"none.json"_s)));
}

QTEST_APPLESS_MAIN(TestSettingsDocument)
#include "tst_settingsdocument.moc"

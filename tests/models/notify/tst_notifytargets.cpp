// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/notify/targets.h"

#include <QFile>
#include <QIODevice>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using notify::EventKind;

class TestNotifyTargets : public QObject
{
    Q_OBJECT

private slots:
    void filesAreRead();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void addressesComeFromWhereTheyAreKept();
    void nothingOfAnAddressIsShown();
    void targetsHearOfWhatTheyWant();
};

void TestNotifyTargets::filesAreRead()
{
    const auto parsed = notify::parseTargets(R"(
webhooks:
  - name: ops
    kind: slack
    url_env: OPS_HOOK
    events: [alarm_raised, closed]
    min_severity: 2
    services: [support-bot, "code assistant"]
  - name: archive
    kind: generic
    url: https://example.org/hook
    include_text: true
)");
    QVERIFY2(parsed.problems.empty(),
             parsed.problems.empty() ? "" : parsed.problems[0].message.c_str());
    QCOMPARE(parsed.targets.size(), std::size_t{2});
    const notify::Target& ops = parsed.targets[0];
    QVERIFY(ops.kind == notify::Target::Kind::Slack && ops.urlVariable == "OPS_HOOK");
    QVERIFY((ops.events == std::set{EventKind::AlarmRaised, EventKind::Closed}));
    QCOMPARE(ops.minSeverity, 2);
    QVERIFY(ops.services.contains("code assistant") && !ops.includesText);
    QVERIFY(parsed.targets[1].events.empty() && parsed.targets[1].includesText);
}

void TestNotifyTargets::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const QString& rest, const char* named) {
        QTest::newRow(name) << u"webhooks:\n  - name: a\n    kind: slack\n    "_s + rest
                            << QString::fromLatin1(named);
    };
    QTest::newRow("nothing") << QString() << u"webhooks"_s;
    QTest::newRow("no list") << u"webhooks: 3"_s << u"webhooks"_s;
    QTest::newRow("empty") << u"webhooks: []"_s << u"webhooks"_s;
    QTest::newRow("a word") << u"webhooks: [a]"_s << u"a webhook is a map"_s;
    QTest::newRow("no name") << u"webhooks: [{kind: slack, url: 'https://a.b/c'}]"_s << u"name"_s;
    QTest::newRow("kind") << u"webhooks: [{name: a, kind: mail, url: 'https://a.b'}]"_s
                          << u"slack or generic"_s;
    QTest::newRow("name") << u"webhooks: [{name: a b, kind: slack, url: 'https://a.b'}]"_s
                          << u"letters, digits"_s;
    row("no url", u"include_text: true"_s, "has one of url");
    row("two urls", u"url: https://a.b/c\n    url_env: X"_s, "has one of url");
    row("event", u"url: https://a.b/c\n    events: [alarm]"_s, "there is no such event");
    row("events", u"url: https://a.b/c\n    events: alarm_raised"_s, "is a list");
    row("severity", u"url: https://a.b/c\n    min_severity: 5"_s, "min_severity");
    row("key", u"url: https://a.b/c\n    colour: red"_s, "colour");
    row("twice", u"url: https://a.b/c\n  - name: a\n    kind: slack\n    url: https://a.b"_s,
        "another webhook has this name");
}

void TestNotifyTargets::whatIsWrongIsNamed()
{
    QFETCH(const QString, text);
    QFETCH(const QString, named);
    const auto parsed = notify::parseTargets(text.toStdString());
    QVERIFY(!parsed.problems.empty());
    QString all;
    for (const auto& problem : parsed.problems)
        all += QString::fromStdString(problem.message) + u'\n';
    QVERIFY2(all.contains(named), qPrintable(all));
}

void TestNotifyTargets::addressesComeFromWhereTheyAreKept()
{
    notify::Target target;
    target.name = "ops";
    target.url = " https://hooks.example.org/T0/secret\n";
    QCOMPARE(notify::resolveUrl(target).value(),
             std::string("https://hooks.example.org/T0/secret"));
    target.url.clear();
    target.urlVariable = "PLUMBLINE_TEST_HOOK";
    qunsetenv("PLUMBLINE_TEST_HOOK");
    QVERIFY(!notify::resolveUrl(target));
    qputenv("PLUMBLINE_TEST_HOOK", "http://127.0.0.1:1/x");
    QCOMPARE(notify::resolveUrl(target).value(), std::string("http://127.0.0.1:1/x"));
    // A secret that is no URL is not told.
    qputenv("PLUMBLINE_TEST_HOOK", "hunter2-hunter2");
    const auto wrong = notify::resolveUrl(target);
    QVERIFY(!wrong && wrong.error().message.find("hunter2") == std::string::npos);
    target.urlVariable.clear();
    QTemporaryDir folder;
    QFile file(folder.filePath(u"hook"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("https://a.b/c\nrest\n") > 0);
    file.close();
    target.urlFile = file.fileName().toStdString();
    QCOMPARE(notify::resolveUrl(target).value(), std::string("https://a.b/c"));
    target.urlFile += "none";
    QVERIFY(!notify::resolveUrl(target));
    for (const char* bad : {"file:///etc/passwd", "https://a b/c", "//a.b", "ftp://a.b"}) {
        target.url = bad;
        QVERIFY2(!notify::resolveUrl(target), bad);
    }
}

void TestNotifyTargets::nothingOfAnAddressIsShown()
{
    QCOMPARE(notify::shownUrl("https://hooks.slack.com/services/T0/B0/xyz"),
             std::string("https://hooks.slack.com/…"));
    QCOMPARE(notify::shownUrl("https://user:pass@a.b:99?x=1"), std::string("https://a.b:99/…"));
    QCOMPARE(notify::shownUrl("secret"), std::string("…"));
}

void TestNotifyTargets::targetsHearOfWhatTheyWant()
{
    notify::Target target;
    target.events = {EventKind::AlarmRaised};
    target.minSeverity = 2;
    target.services = {"a"};
    notify::Event event;
    event.kind = EventKind::AlarmRaised;
    event.severity = 2;
    event.services = {"b", "a"};
    QVERIFY(notify::wants(target, event));
    event.severity = 3;
    QVERIFY(!notify::wants(target, event));
    event.severity = 0; // not known
    QVERIFY(notify::wants(target, event));
    event.services = {"b"};
    QVERIFY(!notify::wants(target, event));
    event.services.clear(); // likewise
    QVERIFY(notify::wants(target, event));
    event.kind = EventKind::Closed;
    QVERIFY(!notify::wants(target, event));
    event.isTest = true;
    QVERIFY(notify::wants(target, event));
}

QTEST_GUILESS_MAIN(TestNotifyTargets)
#include "tst_notifytargets.moc"

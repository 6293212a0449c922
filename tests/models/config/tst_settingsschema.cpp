// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/schema.h"
#include "models/config/value.h"

#include <QCoreApplication>
#include <QSet>
#include <QTest>
#include <QTranslator>

#include <map>

using namespace Qt::StringLiterals;

class TestSettingsSchema : public QObject
{
    Q_OBJECT

private slots:
    void everySettingIsWhole();
    void goodValuesAreTaken_data();
    void goodValuesAreTaken();
    void badValuesAreRefused_data();
    void badValuesAreRefused();
    void whatMayBeASecretIsNotRepeated();
    void whatAValueHasToBeIsToldInTheUsersLanguage();
    void daysAreBitsFromMonday();
};

void TestSettingsSchema::everySettingIsWhole()
{
    QSet<QString> keys;
    for (const config::Setting& setting : config::schema()) {
        QVERIFY2(!keys.contains(setting.name()), setting.key);
        keys.insert(setting.name());
        QVERIFY2(setting.name().contains(u'/'), setting.key);
        QVERIFY2(!config::titleOf(setting).isEmpty(), setting.key);
        QVERIFY2(config::sentenceOf(setting).endsWith(u'.'), setting.key);
        QVERIFY2(config::sections().contains(config::sectionOf(setting)), setting.key);
        const QString fallback = QString::fromLatin1(setting.fallback);
        const auto value = config::canonicalValue(setting, fallback);
        QVERIFY2(value && *value == fallback, setting.key);
        // A file, and what is sent where, are of one machine.
        if (setting.kind == config::Kind::Path || setting.kind == config::Kind::SecretName
            || setting.kind == config::Kind::Url || setting.kind == config::Kind::Source
            || setting.kind == config::Kind::Address)
            QVERIFY2(!setting.isTeams, setting.key);
        QCOMPARE(config::find(setting.name()), &setting);
    }
    QVERIFY(config::find(u"look/nothing"_s) == nullptr);
}

void TestSettingsSchema::goodValuesAreTaken_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("choice") << u"look/theme"_s << u" dark "_s << u"dark"_s;
    QTest::newRow("contrast") << u"look/theme"_s << u"high-contrast-dark"_s
                              << u"high-contrast-dark"_s;
    QTest::newRow("flag") << u"alarm/heard"_s << u"No"_s << u"false"_s;
    QTest::newRow("percent") << u"look/textPercent"_s << u"150"_s << u"150"_s;
    QTest::newRow("time") << u"quiet/from"_s << u"6:05"_s << u"06:05"_s;
    QTest::newRow("days") << u"quiet/days"_s << u"Sun, mon ,mon"_s << u"mon,sun"_s;
    QTest::newRow("no days") << u"quiet/days"_s << QString() << QString();
    QTest::newRow("number") << u"verdicts/peopleToConfirm"_s << u"2"_s << u"2"_s;
    QTest::newRow("address") << u"receiving/http"_s << u"[::1]:0"_s << u"[::1]:0"_s;
    QTest::newRow("no address") << u"receiving/grpc"_s << QString() << QString();
    QTest::newRow("size") << u"recording/keep"_s << u"20GiB"_s << u"20GiB"_s;
    QTest::newRow("age") << u"recording/keep"_s << u"7d"_s << u"7d"_s;
    QTest::newRow("room") << u"room/url"_s << u"postgresql://ada@db/plumbline?room=main"_s
                          << u"postgresql://ada@db/plumbline?room=main"_s;
    QTest::newRow("file room") << u"room/url"_s << u"sqlite:/srv/room.db"_s
                               << u"sqlite:/srv/room.db"_s;
    QTest::newRow("folder") << u"team/source"_s << u"/srv/team/"_s << u"/srv/team"_s;
    QTest::newRow("https") << u"team/source"_s << u"https://example.org/a.json"_s
                           << u"https://example.org/a.json"_s;
    QTest::newRow("branch") << u"team/source"_s << u"https://example.org/a.json?ref=main"_s
                            << u"https://example.org/a.json?ref=main"_s;
    QTest::newRow("this machine") << u"team/source"_s << u"http://127.0.0.1:8080/a"_s
                                  << u"http://127.0.0.1:8080/a"_s;
    QTest::newRow("secret") << u"team/secret"_s << u"TEAM_2"_s << u"TEAM_2"_s;
}

void TestSettingsSchema::goodValuesAreTaken()
{
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    QFETCH(const QString, value);
    const auto taken = config::canonicalValue(*config::find(key), text);
    QVERIFY2(taken, taken ? "" : taken.error().message.c_str());
    QCOMPARE(*taken, value);
}

void TestSettingsSchema::badValuesAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    QTest::newRow("choice") << u"look/theme"_s << u"blue"_s << u"one of system, light, dark"_s;
    QTest::newRow("empty choice") << u"look/theme"_s << QString() << u"one of"_s;
    QTest::newRow("percent") << u"look/textPercent"_s << u"151"_s << u"from 90 to 150"_s;
    QTest::newRow("time") << u"quiet/to"_s << u"24:00"_s << u"a time of day"_s;
    QTest::newRow("no time") << u"quiet/to"_s << QString() << u"a time of day"_s;
    QTest::newRow("days") << u"quiet/days"_s << u"mon,today"_s << u"days of the week"_s;
    QTest::newRow("no day") << u"quiet/days"_s << u"mon,,tue"_s << u"days of the week"_s;
    QTest::newRow("loudest") << u"quiet/loudest"_s << u"5"_s << u"from 0 to 4"_s;
    QTest::newRow("flag") << u"alarm/shown"_s << u"perhaps"_s << u"true or false"_s;
    QTest::newRow("too many") << u"verdicts/peopleToConfirm"_s << u"3"_s << u"from 1 to 2"_s;
    QTest::newRow("no number") << u"verdicts/peopleToConfirm"_s << u"two"_s << u"whole number"_s;
    QTest::newRow("fraction") << u"verdicts/peopleToConfirm"_s << u"1.5"_s << u"whole number"_s;
    QTest::newRow("port") << u"receiving/http"_s << u"127.0.0.1:70000"_s << u"ADDRESS:PORT"_s;
    QTest::newRow("no port") << u"receiving/http"_s << u"127.0.0.1"_s << u"ADDRESS:PORT"_s;
    QTest::newRow("no host") << u"receiving/http"_s << u":4318"_s << u"ADDRESS:PORT"_s;
    QTest::newRow("bare IPv6") << u"receiving/http"_s << u"::1:4318"_s << u"ADDRESS:PORT"_s;
    QTest::newRow("keep") << u"recording/keep"_s << u"a lot"_s << u"a size or an age"_s;
    QTest::newRow("password") << u"room/url"_s << u"postgresql://ada:x@db/p"_s << u"password"_s;
    QTest::newRow("other way") << u"room/url"_s << u"postgresql://ada@db/p?password=x"_s
                               << u"password"_s;
    QTest::newRow("TLS password") << u"room/url"_s << u"postgresql://ada@db/p?sslPassword=x"_s
                                  << u"password"_s;
    for (const char* part : {"token=x", "a=b&private_token=x", "X-Amz-Signature=x", "%6bey=x"})
        QTest::addRow("link with %s", part)
            << u"team/source"_s << u"https://example.org/a.json?"_s + QLatin1StringView(part)
            << u"team/secret"_s;
    QTest::newRow("separator") << u"operator/name"_s << u"Ada\u2028Eve"_s << u"one line"_s;
    QTest::newRow("plain http") << u"team/source"_s << u"http://example.org/a"_s << u"https"_s;
    QTest::newRow("token in URL") << u"team/source"_s << u"https://t@example.org/a"_s
                                  << u"team/secret"_s;
    QTest::newRow("relative") << u"team/source"_s << u"team"_s << u"whole path"_s;
    QTest::newRow("lines") << u"operator/name"_s << u"Ada\nEve"_s << u"one line"_s;
    QTest::newRow("long") << u"operator/name"_s << QString(81, u'x') << u"at most 80"_s;
    QTest::newRow("longest") << u"operator/roles"_s << QString(5000, u'x') << u"at most 4096"_s;
}

void TestSettingsSchema::badValuesAreRefused()
{
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    QFETCH(const QString, why);
    const auto taken = config::canonicalValue(*config::find(key), text);
    QVERIFY(!taken);
    QVERIFY2(QString::fromStdString(taken.error().message).contains(why),
             taken.error().message.c_str());
}

void TestSettingsSchema::whatMayBeASecretIsNotRepeated()
{
    const auto taken = config::canonicalValue(*config::find(u"team/secret"_s), u"hunter2"_s);
    QVERIFY(!taken);
    QVERIFY(taken.error().message.find("hunter2") == std::string::npos);
}

namespace {

class Marking final : public QTranslator
{
public:
    QString translate(const char* context, const char* text, const char* /*comment*/,
                      int /*number*/) const override
    {
        return QLatin1StringView(context) == u"config"_s ? u"§"_s + QString::fromUtf8(text)
                                                         : QString();
    }
    bool isEmpty() const override { return false; }
};

} // namespace

// It stands in a note of the settings, beside sentences of the user's language.
void TestSettingsSchema::whatAValueHasToBeIsToldInTheUsersLanguage()
{
    Marking translator;
    QVERIFY(QCoreApplication::installTranslator(&translator));
    const std::map<QString, QString> bad{
        {u"look/theme"_s, u"pink"_s},       {u"alarm/heard"_s, u"perhaps"_s},
        {u"look/textPercent"_s, u"9999"_s}, {u"quiet/from"_s, u"25:00"_s},
        {u"quiet/days"_s, u"someday"_s},    {u"recording/keep"_s, u"much"_s},
        {u"team/source"_s, u"team"_s},      {u"team/secret"_s, u"hunter2"_s},
        {u"operator/name"_s, u"a\nb"_s}};
    for (const auto& [key, text] : bad) {
        const auto taken = config::canonicalValue(*config::find(key), text);
        QVERIFY(!taken);
        const QString why = QString::fromStdString(taken.error().message);
        QVERIFY2(why.startsWith(u"§has to be "_s) && !why.contains(u"%1"_s), qPrintable(why));
    }
    QCoreApplication::removeTranslator(&translator);
}

void TestSettingsSchema::daysAreBitsFromMonday()
{
    QCOMPARE(config::dayBits(u"mon,sun"_s), 0x41);
    QCOMPARE(config::dayBits({}), 0);
    QCOMPARE(config::daysText(0x7f), QString::fromLatin1(config::find(u"quiet/days"_s)->fallback));
    for (int bits = 0; bits <= 0x7f; ++bits)
        QCOMPARE(config::dayBits(config::daysText(bits)), bits);
}

QTEST_GUILESS_MAIN(TestSettingsSchema)
#include "tst_settingsschema.moc"

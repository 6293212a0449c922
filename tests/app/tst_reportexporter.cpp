// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportexporter.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

// `plumbline report` itself has tests of its own: here a script stands in its place.
class TestReportExporter : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    common::Theme m_theme{u"light"_s};
    common::MessageBar m_bar{m_theme};
    QString m_suggested;

    QString script(const QByteArray& body)
    {
        static int count = 0;
        QFile file(m_folder.filePath(u"plumbline-%1"_s.arg(++count)));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + body) < 0)
            qFatal("no script");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }
    QString said() const { return m_folder.filePath(u"said"_s); }
    ReportDialogs choosing(bool isRedacted, const QString& name = u"a b.html"_s,
                           const QString& format = u"html"_s)
    {
        return {.choose =
                    [=, this](const QString& suggestion) {
                        m_suggested = suggestion;
                        return std::optional(ReportChoice{.path = m_folder.filePath(name),
                                                          .format = format,
                                                          .isRedacted = isRedacted});
                    },
                .mayReplace =
                    [this](const QString& path) {
                        m_asked << path;
                        return m_mayReplace;
                    }};
    }
    QStringList m_asked;
    bool m_mayReplace = false;
    static QString read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private slots:
    void asksForWhatWasChosen()
    {
        const QString program =
            script("for each in \"$@\"; do echo \"[$each]\"; done > " + said().toUtf8()
                   + "; echo $QT_QPA_PLATFORM >> " + said().toUtf8());
        ReportExporter exporter((m_folder.path() + u"/today.plumb"_s).toStdString(), program, m_bar,
                                choosing(true));
        QSignalSpy finished(&exporter, &ReportExporter::finished);
        exporter.make(u"INC-0001"_s);
        QVERIFY(exporter.isBusy());
        exporter.make(u"INC-0002"_s); // one at a time
        QVERIFY(finished.wait(20'000));
        QVERIFY(finished.first().first().toBool());
        QVERIFY(m_suggested.endsWith(u"/INC-0001.pdf"_s));
        QCOMPARE(
            read(said()),
            u"[report]\n[%1/today.plumb]\n[--format]\n[html]\n[--out]\n[%1/a "
            "b.html]\n[--incident]\n[INC-0001]\n[--redact]\noffscreen\n"_s.arg(m_folder.path()));
        QVERIFY2(m_bar.text().contains(u"a b.html, redacted"_s), qPrintable(m_bar.text()));
    }

    void saysWhyNot()
    {
        const QString program = script("echo 'plumbline: no <b>room</b>' >&2; exit 1");
        ReportExporter exporter("/x/today.plumb", program, m_bar, choosing(false));
        QSignalSpy finished(&exporter, &ReportExporter::finished);
        exporter.make({});
        QVERIFY(finished.wait(20'000));
        QVERIFY(!finished.first().first().toBool());
        QVERIFY(m_bar.kind() == common::MessageBar::Kind::Warning);
        QVERIFY2(m_bar.text().contains(u"no <b>room</b>"_s), qPrintable(m_bar.text()));
    }

    void aProgramThatIsGoneIsSaid()
    {
        ReportExporter exporter("/x/today.plumb", m_folder.filePath(u"nothing"_s), m_bar,
                                choosing(true));
        QSignalSpy finished(&exporter, &ReportExporter::finished);
        exporter.make({});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QVERIFY(m_bar.text().contains(u"could not be made"_s));
    }

    // The ending comes first, and then the question: of the file that would be written over.
    void asksBeforeItReplaces_data()
    {
        QTest::addColumn<QString>("there");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::newRow("by its ending") << u"night.pdf"_s << u"night"_s << u"pdf"_s;
        QTest::newRow("by its name") << u"dawn.html"_s << u"dawn.html"_s << u"html"_s;
        QTest::newRow("a drawing beside it") << u"noon-3.svg"_s << u"noon"_s << u"md"_s;
    }
    void asksBeforeItReplaces()
    {
        QFETCH(QString, there);
        QFETCH(QString, name);
        QFETCH(QString, format);
        QFile file(m_folder.filePath(there));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const QString program =
            script("for each in \"$@\"; do echo \"[$each]\"; done > " + said().toUtf8());
        ReportExporter exporter("/x/today.plumb", program, m_bar, choosing(true, name, format));
        QSignalSpy finished(&exporter, &ReportExporter::finished);
        m_asked.clear();
        m_mayReplace = false;
        exporter.make({});
        QCOMPARE(m_asked, QStringList{m_folder.filePath(there)});
        QVERIFY(!exporter.isBusy());
        m_mayReplace = true;
        exporter.make({});
        QVERIFY(finished.wait(20'000));
        QVERIFY(read(said()).contains(u"[--replace]\n"_s));
        // Nothing to ask about, and then nothing is replaced.
        m_asked.clear();
        ReportExporter other("/x/today.plumb", program, m_bar, choosing(true, u"new"_s, format));
        QSignalSpy otherFinished(&other, &ReportExporter::finished);
        other.make({});
        QVERIFY(otherFinished.wait(20'000));
        QVERIFY(m_asked.isEmpty());
        QVERIFY(!read(said()).contains(u"--replace"_s));
    }

    // What was typed says what is wanted, whatever kind stood there; what was suggested does not.
    void theEndingDecides_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("as");
        QTest::newRow("typed") << u"w.html"_s << u"pdf"_s << u"w.html"_s << u"html"_s;
        QTest::newRow("in capitals") << u"w.MD"_s << u"pdf"_s << u"w.MD"_s << u"md"_s;
        QTest::newRow("suggested") << u"s.pdf"_s << u"md"_s << u"s.md"_s << u"md"_s;
        QTest::newRow("as it is") << u"s.pdf"_s << u"pdf"_s << u"s.pdf"_s << u"pdf"_s;
        QTest::newRow("of nothing") << u"v1.2"_s << u"pdf"_s << u"v1.2.pdf"_s << u"pdf"_s;
    }
    void theEndingDecides()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        QFETCH(QString, made);
        QFETCH(QString, as);
        const QString program =
            script("for each in \"$@\"; do echo \"[$each]\"; done > " + said().toUtf8());
        ReportExporter exporter("/x/today.plumb", program, m_bar, choosing(true, name, format));
        QSignalSpy finished(&exporter, &ReportExporter::finished);
        exporter.make({});
        QVERIFY(finished.wait(20'000));
        QVERIFY2(read(said()).contains(
                     u"[--format]\n[%1]\n[--out]\n[%2]\n"_s.arg(as, m_folder.filePath(made))),
                 qPrintable(read(said())));
    }

    void endsWithTheWindow()
    {
        const QString program =
            script("trap 'echo ended > " + said().toUtf8() + "; exit 1' TERM; echo begun > "
                   + said().toUtf8() + "; while :; do sleep 0.1; done");
        {
            ReportExporter exporter("/x/today.plumb", program, m_bar, choosing(true));
            exporter.make({});
            QTRY_COMPARE_WITH_TIMEOUT(read(said()), u"begun\n"_s, 20'000);
        }
        QCOMPARE(read(said()), u"ended\n"_s);
    }

    // What is being made is told for as long as it is, with a way out; and so is its end.
    void whatIsBeingMadeCanBeCancelled()
    {
        const QString program =
            script("trap 'echo ended > " + said().toUtf8() + "; exit 1' TERM; echo begun > "
                   + said().toUtf8() + "; while :; do sleep 0.1; done");
        QWidget window;
        common::MessageBar bar(m_theme, &window);
        bar.floatOver(window, std::chrono::milliseconds(1));
        window.show();
        ReportExporter exporter("/x/today.plumb", program, bar, choosing(true));
        QSignalSpy finished(&exporter, &ReportExporter::finished);
        exporter.make({});
        QTRY_COMPARE_WITH_TIMEOUT(read(said()), u"begun\n"_s, 20'000);
        QTest::qWait(3'000); // longer than a notice stays that asks for nothing
        QVERIFY2(bar.text().contains(u"a b.html is being made"_s), qPrintable(bar.text()));
        const auto* action = bar.findChild<QPushButton*>();
        QCOMPARE(action->text(), u"Cancel"_s);
        emit bar.actionTriggered();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QVERIFY(!finished.first().first().toBool());
        QCOMPARE(read(said()), u"ended\n"_s);
        QVERIFY2(bar.text().contains(u"was cancelled"_s), qPrintable(bar.text()));
        QVERIFY(bar.kind() == common::MessageBar::Kind::Info);
        QTest::qWait(3'000);
        QVERIFY(bar.text().contains(u"was cancelled"_s));
        emit bar.actionTriggered(); // OK
        QVERIFY(bar.text().isEmpty());
    }

    void nothingWithoutAChoice()
    {
        ReportExporter exporter(
            "/x/today.plumb", u"/bin/false"_s, m_bar,
            {.choose = [](const QString&) { return std::optional<ReportChoice>(); },
             .mayReplace = [](const QString&) { return false; }});
        exporter.make(u"INC-0001"_s);
        QVERIFY(!exporter.isBusy());
    }
};

QTEST_MAIN(TestReportExporter)
#include "tst_reportexporter.moc"

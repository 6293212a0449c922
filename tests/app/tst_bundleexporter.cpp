// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bundleexporter.h"
#include "app/bundleopener.h"
#include "app/commands/bundleview.h"
#include "models/bundle/bundle.h"
#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "tests/models/store/storefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace storetest;

// `plumbline bundle make` itself has tests of its own: here a script stands in its place.
class TestBundleExporter : public QObject
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
    ChooseBundle choosing(bool isRedacted)
    {
        return [this, isRedacted](const QString& suggestion) {
            m_suggested = suggestion;
            return std::optional(BundleChoice{.path = m_folder.filePath(u"a.plumbundle"_s),
                                              .isRedacted = isRedacted});
        };
    }
    // Makes one by the script; what was asked for.
    QString made(const QByteArray& manifest, bool isRedacted, const QString& name)
    {
        const QString said = m_folder.filePath(u"said"_s);
        const QString program =
            script("for each in \"$@\"; do echo \"[$each]\"; done > " + said.toUtf8()
                   + "\necho '{\"manifest\": " + manifest + "}'\n");
        BundleExporter exporter("/x/today.plumb", program, m_bar, choosing(isRedacted));
        QSignalSpy finished(&exporter, &BundleExporter::finished);
        exporter.make(u"INC-0001"_s, name);
        exporter.make(u"INC-0002"_s, name); // one at a time
        if (!finished.wait(20'000) || !finished.first().first().toBool())
            return u"not made"_s;
        QFile file(said);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private slots:
    void asksForWhatWasChosen()
    {
        QCOMPARE(
            made("{\"signer\": \"AAAA\", \"redaction\": {\"taken_out\": 3}}", true, u"Ada"_s),
            u"[bundle]\n[make]\n[/x/today.plumb]\n[--out]\n[%1/a.plumbundle]\n[--json]\n"
            "[--incident]\n[INC-0001]\n[--operator]\n[Ada]\n[--redact]\n"_s.arg(m_folder.path()));
        QVERIFY(m_suggested.endsWith(u"/INC-0001.plumbundle"_s));
        QVERIFY2(m_bar.text().contains(u"made and signed, redacted"_s), qPrintable(m_bar.text()));
    }

    // What it became is told by what it says of itself.
    void saysWhatItIs()
    {
        QVERIFY(
            !made("{\"signer\": \"\", \"redaction\": null}", false, {}).contains(u"--operator"_s));
        QVERIFY2(m_bar.text().contains(u"all texts as they were recorded. It is not signed"_s),
                 qPrintable(m_bar.text()));
    }

    void saysWhyNot()
    {
        const QString program = script("echo 'plumbline: a is there already' >&2; exit 2");
        BundleExporter exporter("/x/today.plumb", program, m_bar, choosing(false));
        QSignalSpy finished(&exporter, &BundleExporter::finished);
        exporter.make({}, {});
        QVERIFY(finished.wait(20'000));
        QVERIFY(!finished.first().first().toBool());
        QVERIFY(m_bar.kind() == common::MessageBar::Kind::Warning);
        QVERIFY2(m_bar.text().contains(u"is there already"_s), qPrintable(m_bar.text()));
    }

    void nothingWithoutAChoice()
    {
        BundleExporter exporter("/x/today.plumb", u"/bin/false"_s, m_bar,
                                [](const QString&) { return std::optional<BundleChoice>(); });
        exporter.make(u"INC-0001"_s, {});
        QVERIFY(!exporter.isBusy());
    }

    // A bundle is verified before a window is opened on it; one that does not fit opens none.
    void opensWhatFits()
    {
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
        const Recording recording;
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 30)));
            QVERIFY(writer->commit());
        }
        const QString path = m_folder.filePath(u"fits.plumbundle"_s);
        bundle::Request request;
        request.recording = recording.path();
        request.out = path.toStdString();
        request.range = {.start = telemetry::Timestamp::min(), .end = telemetry::Timestamp::max()};
        request.now = at(40);
        QVERIFY(bundle::make(request));
        QStringList opened;
        QString chosen = path;
        BundleOpener opener(m_bar,
                            {.choose = [&chosen] { return chosen; },
                             .openWindow =
                                 [&opened](const QString& each) {
                                     opened << each;
                                     return true;
                                 }});
        QSignalSpy finished(&opener, &BundleOpener::finished);
        opener.open();
        QVERIFY(finished.wait(20'000));
        QCOMPARE(opened, QStringList{path});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
        const char was = file.peek(1).at(0);
        QVERIFY(file.putChar(static_cast<char>(was ^ 1)));
        file.close();
        opener.open();
        QVERIFY(finished.wait(20'000));
        QCOMPARE(opened.size(), 1);
        QVERIFY(m_bar.kind() == common::MessageBar::Kind::Warning);
        QVERIFY2(m_bar.text().contains(u"fits.plumbundle"_s), qPrintable(m_bar.text()));
        chosen.clear();
        opener.open();
        QVERIFY(!opener.isBusy());
    }

    // Another descriptor of a recording that is open would take its locks away: it is not looked
    // at.
    void refusesARecordingThatIsOpenHere()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 30)));
        QVERIFY(writer->commit());
        const QString path = QString::fromStdString(recording.path());
        bool isOpened = false;
        BundleOpener opener(
            m_bar,
            {.choose = [&path] { return path; },
             .openWindow = [&isOpened](const QString&) { return isOpened = true; }});
        QSignalSpy finished(&opener, &BundleOpener::finished);
        opener.open();
        QVERIFY(finished.wait(20'000));
        QVERIFY(!finished.first().first().toBool());
        QVERIFY(!isOpened);
        QVERIFY(m_bar.kind() == common::MessageBar::Kind::Warning);
        QVERIFY2(m_bar.text().contains(u"open here"_s), qPrintable(m_bar.text()));
    }

    // Not at the time of its making, long after, but where the incident is.
    void opensAtTheIncident()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            for (std::uint64_t number = 1; number <= 20; ++number) {
                const auto second = static_cast<std::int64_t>(number) * 10;
                QVERIFY(writer->append(spansBatch({chatSpan(number, second)}, second + 3)));
            }
            QVERIFY(writer->commit());
        }
        // As it stands: what is added to it.
        const auto add = [&](telemetry::Result<telemetry::TimelineEntry> entry,
                             std::int64_t second) {
            entry->actor = "ada";
            entry->recorded = at(second);
            const auto writer = recording.writer();
            return writer->append(*entry).has_value() && writer->commit().has_value();
        };
        const auto standing = [&] { return *incident::readIncidents(*recording.reader()); };
        incident::Opening opening;
        opening.title = "Wrong hours";
        opening.start = at(100);
        QVERIFY(add(incident::openedEntry(opening, {}, at(120)), 121));
        const auto bundled = [&](const QString& name) {
            bundle::Request request;
            request.recording = recording.path();
            request.out = m_folder.filePath(name + u".plumbundle"_s).toStdString();
            request.range = {.start = telemetry::Timestamp::min(),
                             .end = telemetry::Timestamp::max()};
            request.now = at(5000);
            const auto made = bundle::make(request);
            const auto opened =
                bundle::open(request.out, {}, m_folder.filePath(name).toStdString());
            return made && opened ? opened->recording : std::string();
        };
        // Of one that is open: the last that was recorded, here the newest answer's end.
        const auto open = commands::viewOfIncident(bundled(u"open"_s), "INC-0001");
        QVERIFY2(open, open ? "" : open.error().message.c_str());
        QCOMPARE(open->page, std::string("incident"));
        QCOMPARE(open->incident, std::string("INC-0001"));
        QVERIFY(*open->cursor >= at(200) && *open->cursor < at(300));

        QVERIFY(add(incident::closedEntry(standing().front(), "It was mended", at(190)), 191));
        const auto closed = commands::viewOfIncident(bundled(u"closed"_s), "INC-0001");
        QVERIFY2(closed, closed ? "" : closed.error().message.c_str());
        QCOMPARE(*closed->cursor, at(191) + std::chrono::nanoseconds(1));
        QVERIFY(closed->from && *closed->from < at(100));
        QVERIFY(!commands::viewOfIncident(recording.path(), "INC-0009"));
    }
};

QTEST_MAIN(TestBundleExporter)
#include "tst_bundleexporter.moc"

// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bundleexporter.h"
#include "models/bundle/bundle.h"
#include "tests/models/store/storefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace storetest;

class TestBundleExporter : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Recording m_recording;
    common::Theme m_theme{QStringLiteral("light")};

    void make(BundleExporter& exporter, bool isGood)
    {
        QSignalSpy finished(&exporter, &BundleExporter::finished);
        exporter.make({}, "ada");
        QVERIFY(exporter.isBusy());
        exporter.make({}, "ada"); // one at a time
        QVERIFY(finished.wait(30'000));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.first().first().toBool(), isGood);
        QVERIFY(!exporter.isBusy());
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
        qputenv("PLUMBLINE_BUNDLE_KEY", bundle::SigningKey::generate()->pem().c_str());
        const auto writer = m_recording.writer();
        for (std::uint64_t number = 1; number < 20; ++number)
            QVERIFY(writer->append(
                spansBatch({chatSpan(number, static_cast<std::int64_t>(number))}, 30)));
        QVERIFY(writer->append(note("all is told", 31)) && writer->commit());
    }

    void makesWhatWasChosen()
    {
        common::MessageBar bar(m_theme);
        const QString path = m_folder.filePath(QStringLiteral("a.plumbundle"));
        QString suggested;
        BundleExporter exporter(m_recording.path(), bar, [&](const QString& suggestion) {
            suggested = suggestion;
            return std::optional(BundleChoice{.path = path, .isRedacted = true});
        });
        make(exporter, true);
        QVERIFY(suggested.endsWith(QStringLiteral(".plumbundle")));
        QVERIFY2(bar.text().contains(QStringLiteral("signed, redacted")), qPrintable(bar.text()));
        const auto verified = bundle::verify(path.toStdString(), {}, m_folder.path().toStdString());
        QVERIFY2(verified, verified ? "" : verified.error().message.c_str());
        QVERIFY(verified->manifest.redaction);
        QCOMPARE(verified->manifest.madeBy, std::string("ada"));
        QCOMPARE(verified->manifest.members.size(), 4U); // timeline, two reports, recording
    }

    void saysWhyNot()
    {
        common::MessageBar bar(m_theme);
        const QString path = m_folder.filePath(QStringLiteral("a.plumbundle")); // is there
        BundleExporter exporter(m_recording.path(), bar, [&](const QString&) {
            return std::optional(BundleChoice{.path = path, .isRedacted = false});
        });
        make(exporter, false);
        QVERIFY(bar.kind() == common::MessageBar::Kind::Warning);
        QVERIFY2(bar.text().contains(QStringLiteral("is there already")), qPrintable(bar.text()));
    }

    void nothingWithoutAChoice()
    {
        common::MessageBar bar(m_theme);
        BundleExporter exporter(m_recording.path(), bar,
                                [](const QString&) { return std::optional<BundleChoice>(); });
        exporter.make(QStringLiteral("INC-0001"), "ada");
        QVERIFY(!exporter.isBusy());
        QVERIFY(bar.text().isEmpty());
    }
};

QTEST_MAIN(TestBundleExporter)
#include "tst_bundleexporter.moc"

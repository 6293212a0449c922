// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bundleexporter.h"

#include "app/messagelengths.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/plaintext.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kEnding(".plumbundle");

QStringList bundleFilters()
{
    return {BundleExporter::tr("Bundle, redacted: rules applied, persons numbered (*.plumbundle)"),
            BundleExporter::tr("Bundle, all texts as they were recorded (*.plumbundle)")};
}

std::optional<BundleChoice> chooseBundleFile(QWidget* window, const QString& suggestion)
{
    common::FileDialog dialog(window, BundleExporter::tr("Make a Bundle of the Incident"),
                              suggestion, bundleFilters(), QFileDialog::AcceptSave);
    // A bundle is never written over another.
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    QString path = dialog.selectedFiles().constFirst();
    if (!path.endsWith(kEnding))
        path += kEnding;
    return BundleChoice{.path = path,
                        .isRedacted = dialog.selectedNameFilter() == bundleFilters().constFirst()};
}

} // namespace

ChooseBundle desktopBundleDialog(QWidget* window)
{
    return [window](const QString& suggestion) { return chooseBundleFile(window, suggestion); };
}

BundleExporter::BundleExporter(std::string recording, QString program, common::MessageBar& bar,
                               ChooseBundle choose, QObject* parent)
    : QObject(parent)
    , m_recording(std::move(recording))
    , m_bar(bar)
    , m_choose(std::move(choose))
    , m_process(std::move(program))
{
    connect(&m_process, &CommandProcess::finished, this, &BundleExporter::take);
    connect(&bar, &common::MessageBar::actionTriggered, this, &BundleExporter::act);
}

void BundleExporter::make(const QString& incident, const QString& name)
{
    if (isBusy())
        return;
    const QFileInfo recording(QString::fromStdString(m_recording));
    const QString suggested = incident.isEmpty() ? recording.completeBaseName() : incident;
    const auto choice = m_choose(recording.dir().filePath(suggested + kEnding));
    if (!choice)
        return;
    m_choice = *choice;
    tell(common::MessageBar::Kind::Info,
         tr("%1 is being made: this can take minutes.")
             .arg(common::safeLine(choice->path.toStdString(), kLongestPath)),
         tr("Cancel"));
    QStringList arguments{u"bundle"_s, u"make"_s,    recording.filePath(),
                          u"--out"_s,  choice->path, u"--json"_s};
    if (!incident.isEmpty())
        arguments << u"--incident"_s << incident;
    if (!name.isEmpty())
        arguments << u"--operator"_s << name;
    if (choice->isRedacted)
        arguments << u"--redact"_s;
    m_process.start(arguments);
}

// With a button it stays until it is over, or was read.
void BundleExporter::tell(common::MessageBar::Kind kind, const QString& text, const QString& action)
{
    m_bar.say(kind, text, action);
}

void BundleExporter::act()
{
    if (!isBusy())
        return m_bar.clear();
    tell(common::MessageBar::Kind::Info, tr("The bundle is being cancelled…"), {});
    m_process.cancel();
}

void BundleExporter::take(bool isMade, const QByteArray& output, const QString& problem)
{
    const QJsonObject manifest = QJsonDocument::fromJson(output).object()[u"manifest"_s].toObject();
    const QString path = common::safeLine(m_choice.path.toStdString(), kLongestPath);
    if (!isMade && m_process.isCancelled()) {
        tell(common::MessageBar::Kind::Info,
             tr("The bundle was cancelled: %1 was not made.").arg(path), tr("OK"));
    } else if (!isMade) {
        tell(common::MessageBar::Kind::Warning,
             tr("The bundle could not be made: %1 Nothing of it was kept; mend that, and make it "
                "again.")
                 .arg(common::safeLine(problem.toStdString(), kLongestProblem)),
             {});
    } else {
        // As the manifest says, not as it was asked for.
        const QString redacted = manifest[u"redaction"_s].isObject()
            ? tr("redacted (users and tenants stay in its telemetry, unless a rule takes them out)")
            : tr("all texts as they were recorded");
        tell(common::MessageBar::Kind::Info,
             !manifest[u"signer"_s].toString().isEmpty()
                 ? tr("%1 is made and signed, %2.").arg(path, redacted)
                 : tr("%1 is made, %2. It is not signed: \"plumbline bundle keygen\" makes a "
                      "key.")
                       .arg(path, redacted),
             tr("OK"));
    }
    emit finished(isMade);
}

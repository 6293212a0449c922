// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bundleexporter.h"

#include "app/commands/bundlefiles.h"
#include "app/commands/bundlerequest.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"

#include <QFileDialog>
#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kEnding(".plumbundle");
constexpr int kLongestPath = 200;

QStringList filters()
{
    return {BundleExporter::tr("Bundle, redacted by your rules (*.plumbundle)"),
            BundleExporter::tr("Bundle, all texts as they were recorded (*.plumbundle)")};
}

std::optional<BundleChoice> chooseFile(QWidget* window, const QString& suggestion)
{
    QFileDialog dialog(window, BundleExporter::tr("Make a Bundle of the Incident"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    // A bundle is never written over another.
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    dialog.setNameFilters(filters());
    dialog.selectFile(suggestion);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    QString path = dialog.selectedFiles().constFirst();
    if (!path.endsWith(kEnding))
        path += kEnding;
    return BundleChoice{.path = path,
                        .isRedacted = dialog.selectedNameFilter() == filters().constFirst()};
}

} // namespace

ChooseBundle desktopBundleDialog(QWidget* window)
{
    return [window](const QString& suggestion) { return chooseFile(window, suggestion); };
}

BundleExporter::BundleExporter(std::string recording, common::MessageBar& bar, ChooseBundle choose,
                               QObject* parent)
    : QObject(parent)
    , m_recording(std::move(recording))
    , m_bar(bar)
    , m_choose(std::move(choose))
{
    m_worker.setMaxThreadCount(1);
}

BundleExporter::~BundleExporter()
{
    m_isStopped = true;
    m_worker.waitForDone();
}

void BundleExporter::make(const QString& incident, const std::string& who)
{
    if (m_isBusy)
        return;
    const QFileInfo recording(QString::fromStdString(m_recording));
    const QString name = incident.isEmpty() ? recording.completeBaseName() : incident;
    const auto choice = m_choose(recording.dir().filePath(name + kEnding));
    if (!choice)
        return;
    m_isBusy = true;
    m_bar.say(common::MessageBar::Kind::Info, tr("The bundle is being made…"));
    m_worker.start([this, choice = *choice, who, incident = incident.toStdString()] {
        Outcome outcome{.problem = {}, .path = choice.path, .isRedacted = choice.isRedacted};
        commands::BundleQuestion question{.file = m_recording,
                                          .out = choice.path.toStdString(),
                                          .incident = incident,
                                          .isRedacted = choice.isRedacted,
                                          .goesOn = [this] { return !m_isStopped; },
                                          .madeBy = who};
        auto request = commands::bundleRequest(question);
        const auto key = commands::signingKey({});
        telemetry::Result<bundle::Made> made;
        if (!request) {
            made = tl::make_unexpected(request.error());
        } else if (!key) {
            made = tl::make_unexpected(key.error());
        } else {
            request->key = *key ? &**key : nullptr;
            made = bundle::make(*request);
        }
        if (!made)
            outcome.problem = made.error().message;
        outcome.isSigned = made && !made->manifest.signer.empty();
        QMetaObject::invokeMethod(
            this, [this, outcome] { take(outcome); }, Qt::QueuedConnection);
    });
}

void BundleExporter::take(const Outcome& outcome)
{
    m_isBusy = false;
    if (!outcome.problem.empty()) {
        m_bar.say(common::MessageBar::Kind::Warning, common::safeLine(outcome.problem));
    } else {
        const QString path = common::safeLine(outcome.path.toStdString(), kLongestPath);
        const QString redacted =
            outcome.isRedacted ? tr("redacted") : tr("all texts as they were recorded");
        m_bar.say(common::MessageBar::Kind::Info,
                  outcome.isSigned ? tr("%1 is made and signed, %2.").arg(path, redacted)
                                   : tr("%1 is made, %2. It is not signed: \"plumbline bundle "
                                        "keygen\" makes a key.")
                                         .arg(path, redacted));
    }
    emit finished(outcome.problem.empty());
}

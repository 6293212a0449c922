// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportexporter.h"

#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"

#include <QFileDialog>
#include <QFileInfo>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestPath = 200;
constexpr int kLongestProblem = 600;
constexpr int kEndsWithin = 5000; // ms

struct Kind
{
    const char* title;
    QLatin1StringView format;
    bool isRedacted;
};
// What is chosen first goes out to nobody by mistake.
constexpr std::array<Kind, 6> kKinds{
    {{QT_TRANSLATE_NOOP("ReportExporter", "PDF, redacted by your rules (*.pdf)"), "pdf"_L1, true},
     {QT_TRANSLATE_NOOP("ReportExporter", "Web page, redacted by your rules (*.html)"), "html"_L1,
      true},
     {QT_TRANSLATE_NOOP("ReportExporter", "Markdown, redacted by your rules (*.md)"), "md"_L1,
      true},
     {QT_TRANSLATE_NOOP("ReportExporter", "PDF, all texts as they were recorded (*.pdf)"), "pdf"_L1,
      false},
     {QT_TRANSLATE_NOOP("ReportExporter", "Web page, all texts as they were recorded (*.html)"),
      "html"_L1, false},
     {QT_TRANSLATE_NOOP("ReportExporter", "Markdown, all texts as they were recorded (*.md)"),
      "md"_L1, false}}};

std::optional<ReportChoice> chooseFile(QWidget* window, const QString& suggestion)
{
    QFileDialog dialog(window, ReportExporter::tr("Make a Report of the Incident"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const Kind& kind : kKinds)
        filters << ReportExporter::tr(kind.title);
    dialog.setNameFilters(filters);
    dialog.selectFile(suggestion);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    const Kind& kind =
        kKinds.at(static_cast<std::size_t>(qMax(0, filters.indexOf(dialog.selectedNameFilter()))));
    QString path = dialog.selectedFiles().constFirst();
    if (!path.endsWith(u'.' + kind.format))
        path += u'.' + kind.format;
    return ReportChoice{.path = path, .format = kind.format, .isRedacted = kind.isRedacted};
}

} // namespace

ChooseReport desktopReportDialog(QWidget* window)
{
    return [window](const QString& suggestion) { return chooseFile(window, suggestion); };
}

ReportExporter::ReportExporter(std::string recording, QString program, common::MessageBar& bar,
                               ChooseReport choose, QObject* parent)
    : QObject(parent)
    , m_recording(std::move(recording))
    , m_program(std::move(program))
    , m_bar(bar)
    , m_choose(std::move(choose))
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s); // it shows nothing
    m_process.setProcessEnvironment(environment);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        take(status == QProcess::NormalExit && code == 0,
             QString::fromUtf8(m_process.readAllStandardError()).trimmed());
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            take(false, m_process.errorString());
    });
}

ReportExporter::~ReportExporter()
{
    disconnect(&m_process, nullptr, this, nullptr);
    if (!isBusy())
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kEndsWithin)) {
        m_process.kill();
        m_process.waitForFinished(kEndsWithin);
    }
}

void ReportExporter::make(const QString& incident)
{
    if (isBusy())
        return;
    const QFileInfo recording(QString::fromStdString(m_recording));
    const QString name = incident.isEmpty() ? recording.completeBaseName() : incident;
    const auto choice = m_choose(recording.dir().filePath(name + u".pdf"_s));
    if (!choice)
        return;
    m_choice = *choice;
    m_bar.say(common::MessageBar::Kind::Info, tr("The report is being made…"));
    QStringList arguments{u"report"_s,    recording.filePath(), u"--format"_s,
                          choice->format, u"--out"_s,           choice->path};
    if (!incident.isEmpty())
        arguments << u"--incident"_s << incident;
    if (choice->isRedacted)
        arguments << u"--redact"_s;
    m_process.start(m_program, arguments, QIODevice::ReadOnly);
}

void ReportExporter::take(bool isMade, const QString& problem)
{
    const QString path = common::safeLine(m_choice.path.toStdString(), kLongestPath);
    const QString redacted =
        m_choice.isRedacted ? tr("redacted") : tr("all texts as they were recorded");
    if (isMade)
        m_bar.say(common::MessageBar::Kind::Info,
                  tr("The report is in %1, %2.").arg(path, redacted));
    else
        m_bar.say(common::MessageBar::Kind::Warning,
                  tr("The report could not be made: %1")
                      .arg(common::safeLine(problem.toStdString(), kLongestProblem)));
    emit finished(isMade);
}

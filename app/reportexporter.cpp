// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportexporter.h"

#include "app/messagelengths.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/plaintext.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

struct ReportKind
{
    const char* title;
    QLatin1StringView format;
    bool isRedacted;
};
constexpr auto kSuggestedEnding = "pdf"_L1;
// What is chosen first goes out to nobody by mistake.
constexpr std::array<ReportKind, 6> kReportKinds{
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

std::optional<ReportChoice> chooseReportFile(QWidget* window, const QString& suggestion)
{
    QStringList filters;
    for (const ReportKind& kind : kReportKinds)
        filters << ReportExporter::tr(kind.title);
    common::FileDialog dialog(window, ReportExporter::tr("Make a Report of the Incident"),
                              suggestion, filters, QFileDialog::AcceptSave);
    // The ending is settled after it, and then asked about: by the dialog's own question another
    // name would be meant.
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    const ReportKind& kind = kReportKinds.at(
        static_cast<std::size_t>(qMax(0, filters.indexOf(dialog.selectedNameFilter()))));
    return ReportChoice{.path = dialog.selectedFiles().constFirst(),
                        .format = kind.format,
                        .isRedacted = kind.isRedacted};
}

bool askToReplaceReport(QWidget* window, const QString& path)
{
    QMessageBox question(window);
    question.setIcon(QMessageBox::Warning);
    question.setWindowTitle(ReportExporter::tr("Make a Report of the Incident"));
    question.setTextFormat(Qt::PlainText);
    question.setText(
        ReportExporter::tr("%1 exists. Replace it?").arg(common::safeLine(path.toStdString())));
    const auto* replace =
        question.addButton(ReportExporter::tr("&Replace"), QMessageBox::DestructiveRole);
    question.setDefaultButton(question.addButton(QMessageBox::Cancel));
    question.exec();
    return question.clickedButton() == replace;
}

// An ending that was typed says what is wanted; the one that was suggested gives way to the kind.
void settleEnding(ReportChoice& choice)
{
    const QString ending = QFileInfo(choice.path).suffix().toLower();
    const bool isSuggested = ending == kSuggestedEnding;
    if (ending == "html"_L1 || ending == "md"_L1)
        choice.format = ending;
    else if (isSuggested && choice.format != ending)
        choice.path.chop(ending.size() + 1);
    if (!choice.path.endsWith(u'.' + choice.format, Qt::CaseInsensitive))
        choice.path += u'.' + choice.format;
}

// What a report of that name would write over: itself, else the first of the drawings beside it.
QString inTheWay(const ReportChoice& choice)
{
    if (QFileInfo::exists(choice.path))
        return choice.path;
    if (choice.format != u"md"_s)
        return {};
    const QFileInfo file(choice.path);
    const QStringList drawings = file.dir().entryList(QDir::Files);
    const QRegularExpression pattern(u'^' + QRegularExpression::escape(file.completeBaseName())
                                     + u"-\\d+\\.svg$"_s);
    for (const QString& name : drawings) {
        if (pattern.match(name).hasMatch())
            return file.dir().filePath(name);
    }
    return {};
}

} // namespace

ReportDialogs desktopReportDialogs(QWidget* window)
{
    return {
        .choose =
            [window](const QString& suggestion) { return chooseReportFile(window, suggestion); },
        .mayReplace = [window](const QString& path) { return askToReplaceReport(window, path); }};
}

ReportExporter::ReportExporter(std::string recording, QString program, common::MessageBar& bar,
                               ReportDialogs dialogs, QObject* parent)
    : QObject(parent)
    , m_recording(std::move(recording))
    , m_bar(bar)
    , m_dialogs(std::move(dialogs))
    , m_process(std::move(program))
{
    connect(&m_process, &CommandProcess::finished, this,
            [this](bool isMade, const QByteArray& /*output*/, const QString& problem) {
                take(isMade, problem);
            });
    connect(&bar, &common::MessageBar::actionTriggered, this, &ReportExporter::act);
}

void ReportExporter::make(const QString& incident)
{
    if (isBusy())
        return;
    const QFileInfo recording(QString::fromStdString(m_recording));
    const QString name = incident.isEmpty() ? recording.completeBaseName() : incident;
    auto choice = m_dialogs.choose(recording.dir().filePath(name + u'.' + kSuggestedEnding));
    if (!choice)
        return;
    settleEnding(*choice);
    const QString there = inTheWay(*choice);
    if (!there.isEmpty() && !m_dialogs.mayReplace(there))
        return;
    m_choice = *choice;
    tell(common::MessageBar::Kind::Info,
         tr("%1 is being made: this can take minutes.")
             .arg(common::safeLine(choice->path.toStdString(), kLongestPath)),
         tr("Cancel"));
    QStringList arguments{u"report"_s,    recording.filePath(), u"--format"_s,
                          choice->format, u"--out"_s,           choice->path};
    if (!incident.isEmpty())
        arguments << u"--incident"_s << incident;
    if (choice->isRedacted)
        arguments << u"--redact"_s;
    if (!there.isEmpty())
        arguments << u"--replace"_s;
    m_process.start(arguments);
}

// With a button it stays until it is over, or was read.
void ReportExporter::tell(common::MessageBar::Kind kind, const QString& text, const QString& action)
{
    m_bar.say(kind, text, action);
}

void ReportExporter::act()
{
    if (!isBusy())
        return m_bar.clear();
    tell(common::MessageBar::Kind::Info, tr("The report is being cancelled…"), {});
    m_process.cancel();
}

void ReportExporter::take(bool isMade, const QString& problem)
{
    const QString path = common::safeLine(m_choice.path.toStdString(), kLongestPath);
    const QString redacted =
        m_choice.isRedacted ? tr("redacted") : tr("all texts as they were recorded");
    if (isMade)
        tell(common::MessageBar::Kind::Info, tr("The report is in %1, %2.").arg(path, redacted),
             tr("OK"));
    else if (m_process.isCancelled())
        tell(common::MessageBar::Kind::Info,
             tr("The report was cancelled: %1 was not made.").arg(path), tr("OK"));
    else
        tell(common::MessageBar::Kind::Warning,
             tr("The report could not be made: %1 Nothing of it was kept; mend that, and make it "
                "again.")
                 .arg(common::safeLine(problem.toStdString(), kLongestProblem)),
             {});
    emit finished(isMade);
}

// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/exportdialogs.h"

#include "widgets/common/filedialog.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

struct KindText
{
    const char* filter;
    const char* ending;
};
// In the order of ExportKind. The filter says what is in the file: that is what is chosen by.
constexpr std::array<KindText, 5> kExportKinds{
    {{QT_TRANSLATE_NOOP("TraceExporter", "OTLP JSON, with prompts and answers (*.jsonl)"),
      ".jsonl"},
     {QT_TRANSLATE_NOOP("TraceExporter", "Chrome trace, names and times (*.json)"), ".json"},
     {QT_TRANSLATE_NOOP("TraceExporter", "speedscope, names and times (*.speedscope.json)"),
      ".speedscope.json"},
     {QT_TRANSLATE_NOOP("TraceExporter", "SVG of the waterfall (*.svg)"), ".svg"},
     {QT_TRANSLATE_NOOP("TraceExporter", "PNG of the waterfall (*.png)"), ".png"}}};

QString exportText(const char* source)
{
    return QCoreApplication::translate("TraceExporter", source);
}

QStringList exportFilters()
{
    QStringList all;
    for (const KindText& kind : kExportKinds)
        all << exportText(kind.filter);
    return all;
}

std::optional<ExportChoice> chooseTraceFile(QWidget* window, const ExportChoice& suggestion)
{
    common::FileDialog dialog(window,
                              exportText(QT_TRANSLATE_NOOP("TraceExporter", "Export the Trace")),
                              suggestion.path, exportFilters(), QFileDialog::AcceptSave);
    // The ending is settled after it, and then asked about: by the dialog's own question another
    // name would be meant.
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    dialog.selectNameFilter(exportFilters().at(static_cast<int>(suggestion.kind)));
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    const auto chosen = exportFilters().indexOf(dialog.selectedNameFilter());
    return ExportChoice{.kind = static_cast<ExportKind>(std::max<qsizetype>(0, chosen)),
                        .path = dialog.selectedFiles().front()};
}

bool askToReplaceTrace(QWidget* window, const QString& path)
{
    QMessageBox question(window);
    question.setIcon(QMessageBox::Warning);
    question.setWindowTitle(exportText(QT_TRANSLATE_NOOP("TraceExporter", "Export the Trace")));
    question.setTextFormat(Qt::PlainText);
    question.setText(exportText(QT_TRANSLATE_NOOP("TraceExporter", "%1 exists. Replace it?"))
                         .arg(common::safeLine(path.toStdString())));
    const auto* replace = question.addButton(
        exportText(QT_TRANSLATE_NOOP("TraceExporter", "&Replace")), QMessageBox::DestructiveRole);
    question.setDefaultButton(question.addButton(QMessageBox::Cancel));
    question.exec();
    return question.clickedButton() == replace;
}

} // namespace

ExportDialogs desktopExportDialogs(QWidget* window)
{
    return {
        .choose =
            [window](const ExportChoice& suggestion) {
                return chooseTraceFile(window, suggestion);
            },
        .mayReplace = [window](const QString& path) { return askToReplaceTrace(window, path); }};
}

QString endingOf(ExportKind kind)
{
    return QLatin1String(kExportKinds.at(static_cast<std::size_t>(kind)).ending);
}

QString settledPath(const ExportChoice& choice)
{
    const QString ending = endingOf(choice.kind);
    if (choice.path.endsWith(ending, Qt::CaseInsensitive))
        return choice.path;
    // The longest first: ".speedscope.json" also ends in ".json".
    for (const ExportKind other : {ExportKind::Speedscope, ExportKind::Otlp, ExportKind::Chrome,
                                   ExportKind::Svg, ExportKind::Png}) {
        const QString name = QFileInfo(choice.path).fileName();
        if (name.size() > endingOf(other).size()
            && name.endsWith(endingOf(other), Qt::CaseInsensitive))
            return choice.path.chopped(endingOf(other).size()) + ending;
    }
    return choice.path + ending;
}

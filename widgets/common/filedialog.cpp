// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/filedialog.h"

#include <QCoreApplication>
#include <QFileIconProvider>
#include <QFileInfo>
#include <QTemporaryDir>

namespace common {

namespace {

// By what the folder says of an entry, never by what is in it.
class ListedIcons : public QFileIconProvider
{
public:
    using QFileIconProvider::icon;
    QIcon icon(const QFileInfo& file) const override { return icon(file.isDir() ? Folder : File); }
    QString type(const QFileInfo& file) const override
    {
        if (file.isDir())
            return QCoreApplication::translate("FileDialog", "Folder");
        const QString suffix = file.suffix();
        return suffix.isEmpty() ? QCoreApplication::translate("FileDialog", "File")
                                : QCoreApplication::translate("FileDialog", "%1 file").arg(suffix);
    }
};

// Dialogs do not own theirs. Their models ask in a thread, also for a moment after them: it
// outlives all, and has its icons before anybody asks.
ListedIcons* listedIcons()
{
    static auto* icons = [] {
        auto* made = new ListedIcons;
        static_cast<void>(made->icon(QFileIconProvider::Folder));
        static_cast<void>(made->icon(QFileIconProvider::File));
        return made;
    }();
    return icons;
}

// Empty, for Qt's dialog to begin in: it lists before it can be told how.
QString emptyFolder()
{
    static const QTemporaryDir folder;
    return folder.isValid() ? folder.path() : QDir::rootPath();
}

// Of the last choice; GUI thread.
QString& lastFolder()
{
    static QString folder;
    return folder;
}

QString usualFolder()
{
    return !lastFolder().isEmpty() && QFileInfo(lastFolder()).isDir() ? lastFolder()
                                                                      : QDir::currentPath();
}

QString chosenIn(FileDialog& dialog)
{
    return dialog.exec() == QDialog::Accepted && !dialog.selectedFiles().isEmpty()
        ? dialog.selectedFiles().constFirst()
        : QString();
}

} // namespace

FileDialog::FileDialog(QWidget* parent, const QString& title, const QString& suggested,
                       const QStringList& filters, AcceptMode mode)
    : QFileDialog(parent, title, emptyFolder())
{
    setOption(DontUseNativeDialog);
    setIconProvider(listedIcons());
    setAcceptMode(mode);
    if (mode == AcceptOpen)
        setFileMode(ExistingFile);
    setNameFilters(filters);
    connect(this, &QFileDialog::fileSelected, this,
            [](const QString& file) { lastFolder() = QFileInfo(file).absolutePath(); });
    const QFileInfo begin(suggested);
    const bool isFolder = !suggested.isEmpty() && begin.isDir();
    const QString folder = isFolder ? begin.absoluteFilePath() : begin.absolutePath();
    const bool isUsual = !suggested.contains(u'/') || !QFileInfo(folder).isDir();
    setDirectory(isUsual && !isFolder ? usualFolder() : folder);
    if (!isFolder && !suggested.isEmpty())
        selectFile(begin.fileName());
}

QString askForFileToOpen(QWidget* parent, const QString& title, const QString& suggested,
                         const QStringList& filters)
{
    FileDialog dialog(parent, title, suggested, filters, QFileDialog::AcceptOpen);
    return chosenIn(dialog);
}

QString askForFileToWrite(QWidget* parent, const QString& title, const QString& suggested,
                          const QStringList& filters, bool mayExist)
{
    FileDialog dialog(parent, title, suggested, filters, QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::DontConfirmOverwrite, mayExist);
    return chosenIn(dialog);
}

} // namespace common

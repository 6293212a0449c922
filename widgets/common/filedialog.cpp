// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/filedialog.h"

#include <QCoreApplication>
#include <QFileIconProvider>
#include <QFileInfo>

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

// Dialogs do not own theirs, and their models read on in a thread for a moment.
ListedIcons& listedIcons()
{
    static ListedIcons icons;
    return icons;
}

QString chosenIn(FileDialog& dialog)
{
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    return dialog.selectedFiles().constFirst();
}

} // namespace

// Qt's begins to list before it can be told by what: that has to be another folder.
FileDialog::FileDialog(QWidget* parent, const QString& title, const QString& suggested,
                       const QStringList& filters, AcceptMode mode)
    : QFileDialog(parent, title, QDir::rootPath())
{
    setOption(DontUseNativeDialog);
    setIconProvider(&listedIcons());
    setAcceptMode(mode);
    if (mode == AcceptOpen)
        setFileMode(ExistingFile);
    setNameFilters(filters);
    const QFileInfo begin(suggested);
    if (suggested.isEmpty() || begin.isDir()) {
        setDirectory(suggested.isEmpty() ? QDir::currentPath() : begin.absoluteFilePath());
        return;
    }
    setDirectory(begin.absolutePath());
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

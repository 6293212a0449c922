// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/filedialog.h"
#include "widgets/common/theme.h"

#include <QAbstractFileIconProvider>
#include <QAbstractItemModel>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QListView>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

struct flock wholeFile(short kind)
{
    struct flock lock = {};
    lock.l_type = kind;
    lock.l_whence = SEEK_SET;
    return lock;
}

// Asked by another process: one's own locks are never in one's way.
bool isLockedForOthers(const QByteArray& path)
{
    const pid_t other = ::fork();
    if (other == 0) {
        const int file = ::open(path.constData(), O_RDWR);
        struct flock lock = wholeFile(F_WRLCK);
        ::_exit(file >= 0 && ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    ::waitpid(other, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class TestFileDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void whatIsListedKeepsItsLocks_data();
    void whatIsListedKeepsItsLocks();
    void aSuggestedNameStandsInItsFolder();
    void aFolderThatIsGoneIsTheUsualOne();
    void aKindIsToldByTheName();
    void headsThatSortAreDrawn();

private:
    // Waits until the dialog lists all that is in the folder, and its threads had time to look at
    // it.
    void waitForList(common::FileDialog& dialog, int count);

    QTemporaryDir m_folder;
    QString m_before = QDir::currentPath();
    QByteArray m_path;
    int m_file = -1;
};

void TestFileDialog::init()
{
    QVERIFY(m_folder.isValid());
    m_path = QFile::encodeName(m_folder.filePath(u"live.plumb-shm"_s));
    m_file = ::open(m_path.constData(), O_CREAT | O_RDWR, 0600);
    QVERIFY(m_file >= 0);
    QVERIFY(::ftruncate(m_file, 32768) == 0);
    struct flock lock = wholeFile(F_WRLCK);
    QVERIFY(::fcntl(m_file, F_SETLK, &lock) == 0);
    QVERIFY(isLockedForOthers(m_path));
}

void TestFileDialog::cleanup()
{
    QDir::setCurrent(m_before);
    ::close(m_file);
}

void TestFileDialog::waitForList(common::FileDialog& dialog, int count)
{
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto* list = dialog.findChild<QListView*>(u"listView"_s);
    QVERIFY(list != nullptr);
    QTRY_COMPARE(list->model()->rowCount(list->rootIndex()), count);
    QTest::qWait(300);
}

void TestFileDialog::whatIsListedKeepsItsLocks_data()
{
    QTest::addColumn<bool>("isSaving");
    QTest::addColumn<bool>("isCurrent"); // folder of the process, which Qt's dialog begins in
    QTest::newRow("open") << false << false;
    QTest::newRow("save") << true << false;
    QTest::newRow("open in the current folder") << false << true;
    QTest::newRow("save in the current folder") << true << true;
}

void TestFileDialog::whatIsListedKeepsItsLocks()
{
    QFETCH(bool, isSaving);
    QFETCH(bool, isCurrent);
    if (isCurrent)
        QDir::setCurrent(m_folder.path());
    common::FileDialog dialog(nullptr, u"Any"_s, isCurrent ? QString() : m_folder.path(),
                              {u"All Files (*)"_s},
                              isSaving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    waitForList(dialog, 1);
    QVERIFY(isLockedForOthers(m_path));
}

void TestFileDialog::aSuggestedNameStandsInItsFolder()
{
    common::FileDialog dialog(nullptr, u"Any"_s, m_folder.filePath(u"new.pdf"_s),
                              {u"PDF (*.pdf)"_s, u"Web page (*.html)"_s}, QFileDialog::AcceptSave);
    QCOMPARE(dialog.selectedFiles(), QStringList{m_folder.filePath(u"new.pdf"_s)});
    QCOMPARE(dialog.selectedNameFilter(), u"PDF (*.pdf)"_s);
    QVERIFY(dialog.testOption(QFileDialog::DontUseNativeDialog));
}

void TestFileDialog::aFolderThatIsGoneIsTheUsualOne()
{
    QDir::setCurrent(m_folder.path());
    const auto folderOf = [](const QString& suggested) {
        common::FileDialog dialog(nullptr, u"Any"_s, suggested, {u"All Files (*)"_s},
                                  QFileDialog::AcceptSave);
        return QFileInfo(dialog.directory().absolutePath()).canonicalFilePath();
    };
    const QString current = QFileInfo(m_folder.path()).canonicalFilePath();
    QCOMPARE(folderOf(m_folder.filePath(u"gone/new.pdf"_s)), current);
    QCOMPARE(folderOf(u"new.pdf"_s), current);
    QCOMPARE(folderOf(QString()), current);
    QCOMPARE(folderOf(u"/"_s), u"/"_s);
    // From a choice on, its folder is the usual one.
    QTemporaryDir other;
    common::FileDialog dialog(nullptr, u"Any"_s, other.filePath(u"chosen.pdf"_s),
                              {u"All Files (*)"_s}, QFileDialog::AcceptSave);
    QMetaObject::invokeMethod(&dialog, "accept");
    QCOMPARE(folderOf(QString()), QFileInfo(other.path()).canonicalFilePath());
    QCOMPARE(folderOf(u"new.pdf"_s), QFileInfo(other.path()).canonicalFilePath());
}

void TestFileDialog::aKindIsToldByTheName()
{
    common::FileDialog dialog(nullptr, u"Any"_s, m_folder.path(), {u"All Files (*)"_s},
                              QFileDialog::AcceptOpen);
    const auto* icons = dialog.iconProvider();
    QVERIFY(icons != nullptr);
    QCOMPARE(icons->type(QFileInfo(m_folder.path())), u"Folder"_s);
    QCOMPARE(icons->type(QFileInfo(QFile::decodeName(m_path))), u"plumb-shm file"_s);
}

// A dialog's list is sorted by one of its columns.
void TestFileDialog::headsThatSortAreDrawn()
{
    const common::Theme theme(u"dark"_s);
    theme.apply(*qApp);
    QImage image(120, 28, QImage::Format_RGB32);
    image.fill(Qt::black);
    QStyleOptionHeaderV2 head;
    head.rect = image.rect();
    head.palette = theme.palette();
    head.state = QStyle::State_Enabled;
    head.text = u"Name"_s;
    head.sortIndicator = QStyleOptionHeader::SortDown;
    QPainter painter(&image);
    qApp->style()->drawControl(QStyle::CE_Header, &head, &painter);
    painter.end();
    const QColor surface = theme.color(common::ColorRole::Surface1);
    int inked = 0;
    for (int y = 0; y < image.height() - 2; ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += image.pixelColor(x, y) == surface ? 0 : 1;
    }
    QVERIFY(image.pixelColor(60, 3) == surface);
    QVERIFY2(inked > 20 && inked < 1000, qPrintable(QString::number(inked)));
}

QTEST_MAIN(TestFileDialog)
#include "tst_filedialog.moc"

// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/TestsQuestions.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace signalbox::ui {

namespace {

class TestsQuestions
{
    Q_DECLARE_TR_FUNCTIONS(TestsQuestions)

public:
    static QFileDialog *fileDialog(QWidget *parent, const QString &title, const QString &path,
                                   const std::function<void(const QString &)> &chosen)
    {
        auto *dialog =
            new QFileDialog(parent, title, path, tr("Tests of routes (*.signalbox-tests.json)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
        return dialog;
    }

    static void open(QWidget *parent, const QString &path,
                     const std::function<void(const QString &)> &chosen)
    {
        QFileDialog *dialog = fileDialog(parent, tr("Open tests of routes"), path, chosen);
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->open();
    }

    static void save(QWidget *parent, const std::function<void(const QString &)> &chosen)
    {
        QFileDialog *dialog = fileDialog(parent, tr("Save tests of routes"), {}, chosen);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("signalbox-tests.json"));
        dialog->open();
    }

    static void changed(QWidget *parent, const std::function<void()> &save,
                        const std::function<void()> &drop)
    {
        auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Changed cases"),
                                         tr("The cases shown were changed and are not saved."),
                                         QMessageBox::NoButton, parent);
        question->setObjectName(QStringLiteral("changedTests"));
        question->setAttribute(Qt::WA_DeleteOnClose);
        QPushButton *saving = question->addButton(tr("Save them"), QMessageBox::AcceptRole);
        QPushButton *dropping =
            question->addButton(tr("Drop the changes"), QMessageBox::DestructiveRole);
        question->addButton(tr("Cancel"), QMessageBox::RejectRole);
        question->setDefaultButton(saving);
        QObject::connect(saving, &QPushButton::clicked, parent, save);
        QObject::connect(dropping, &QPushButton::clicked, parent, drop);
        question->open();
    }
};

} // namespace

void askForTestsFile(QWidget *parent, const QString &path,
                     const std::function<void(const QString &path)> &chosen)
{
    TestsQuestions::open(parent, path, chosen);
}

void askForTestsPlace(QWidget *parent, const std::function<void(const QString &path)> &chosen)
{
    TestsQuestions::save(parent, chosen);
}

void askAboutChangedTests(QWidget *parent, const std::function<void()> &save,
                          const std::function<void()> &drop)
{
    TestsQuestions::changed(parent, save, drop);
}

} // namespace signalbox::ui

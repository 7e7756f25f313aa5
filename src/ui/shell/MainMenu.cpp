// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/MainMenu.h"

#include "ui/shell/MainWindow.h"
#include "ui/shell/NavigationRail.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenuBar>
#include <QMessageBox>

namespace signalbox::ui {

MainMenu::MainMenu(MainWindow &window)
    : QObject(&window)
    , m_window(window)
{
    buildFile();
    buildView();
    buildProxy();
    buildHelp();
}

void MainMenu::buildFile()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&File"));
    QAction *quit = menu->addAction(tr("&Quit"), &m_window, &QWidget::close);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
}

void MainMenu::buildView()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&View"));
    for (int i = 0; i < sectionCount; ++i) {
        const auto section = static_cast<Section>(i);
        QAction *action = menu->addAction(NavigationRail::sectionName(section), &m_window,
                                          [this, section] { m_window.openSection(section); });
        action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)));
    }
    menu->addSeparator();

    Theme &theme = m_window.theme();
    QMenu *appearance = menu->addMenu(tr("&Appearance"));
    auto *choices = new QActionGroup(this);
    const std::initializer_list<std::pair<QString, Theme::Choice>> appearances{
        {tr("As the &system"), Theme::Choice::System},
        {tr("&Light"), Theme::Choice::Light},
        {tr("&Dark"), Theme::Choice::Dark},
    };
    for (const auto &[text, choice] : appearances) {
        QAction *action = appearance->addAction(text);
        action->setCheckable(true);
        action->setChecked(theme.choice() == choice);
        choices->addAction(action);
        connect(action, &QAction::triggered, this,
                [&theme, chosen = choice] { theme.setChoice(chosen); });
        connect(&theme, &Theme::changed, action, [&theme, action, chosen = choice] {
            action->setChecked(theme.choice() == chosen);
        });
    }

    QAction *larger = menu->addAction(tr("Zoom &in"), this,
                                      [&theme] { theme.setZoom(theme.zoom() + Theme::zoomStep); });
    larger->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    QAction *smaller = menu->addAction(tr("Zoom &out"), this,
                                       [&theme] { theme.setZoom(theme.zoom() - Theme::zoomStep); });
    smaller->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Minus));
    QAction *normal = menu->addAction(tr("&Normal size"), this, [&theme] { theme.setZoom(100); });
    normal->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_0));
}

void MainMenu::buildProxy()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&Proxy"));
    QAction *start = menu->addAction(tr("&Start"), &m_window, &MainWindow::startProxy);
    start->setShortcut(QKeySequence(Qt::Key_F5));
    QAction *stop = menu->addAction(tr("S&top"), &m_window, &MainWindow::stopProxy);
    stop->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F5));
    menu->addSeparator();
    QAction *snippets =
        menu->addAction(tr("&Connect a client…"), &m_window, &MainWindow::showSnippets);
    snippets->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K));
}

void MainMenu::buildHelp()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&Help"));
    QAction *keys = menu->addAction(tr("&Keyboard map"), this, &MainMenu::showKeys);
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Slash)});
    QAction *about = menu->addAction(tr("&About Signalbox"), this, &MainMenu::showAbout);
    about->setMenuRole(QAction::AboutRole);
}

void MainMenu::showAbout()
{
    QMessageBox::about(
        &m_window, tr("About Signalbox"),
        tr("<h3>Signalbox %1</h3><p>Routes, compares and rolls out language models from the "
           "desktop.</p><p>Free software under the GNU General Public License, version 3 or "
           "later.</p>")
            .arg(QApplication::applicationVersion()));
}

void MainMenu::showKeys()
{
    QString rows;
    const auto addRow = [&rows](const QString &keys, const QString &text) {
        rows +=
            QStringLiteral("<tr><td style=\"padding-right:16px\"><b>%1</b></td><td>%2</td></tr>")
                .arg(keys.toHtmlEscaped(), text.toHtmlEscaped());
    };
    for (const QAction *menuAction : m_window.menuBar()->actions()) {
        for (const QAction *action : menuAction->menu()->actions()) {
            if (!action->shortcut().isEmpty())
                addRow(action->shortcut().toString(QKeySequence::NativeText),
                       action->text().remove(QLatin1Char('&')));
        }
    }
    addRow(QStringLiteral("Ctrl+F"), tr("Filter the traffic"));
    addRow(QStringLiteral("J / K"), tr("Next and previous exchange"));
    addRow(QStringLiteral("Enter"), tr("Go to the details"));
    addRow(QStringLiteral("Esc"), tr("Close the details, then clear the filter"));
    addRow(QStringLiteral("Ctrl+Shift+C"), tr("Copy the exchange as cURL"));
    addRow(QStringLiteral("Ctrl+Shift+T"), tr("Show the charts as a table"));
    addRow(QStringLiteral("Alt+1 / 2 / 3"), tr("Canvas, outline and text of the rules"));
    addRow(QStringLiteral("Insert"), tr("Add a node, or what an output leads to"));
    addRow(QStringLiteral("Ctrl+Shift+L"), tr("Lay the nodes out"));
    addRow(QStringLiteral("F8 / Shift+F8"), tr("Next and previous problem of the rules"));
    addRow(QStringLiteral("Ctrl+Enter"), tr("Simulate a request"));
    addRow(QStringLiteral("F10"), tr("Next step of the simulation"));
    QMessageBox box(QMessageBox::NoIcon, tr("Keyboard map"),
                    QLatin1String("<table>") + rows + QLatin1String("</table>"),
                    QMessageBox::NoButton, &m_window);
    box.addButton(tr("Close"), QMessageBox::RejectRole);
    box.setTextFormat(Qt::RichText);
    box.exec();
}

} // namespace signalbox::ui

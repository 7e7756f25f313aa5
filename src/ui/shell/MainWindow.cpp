// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/MainWindow.h"

#include "ui/live/LivePage.h"
#include "ui/providers/ProvidersPage.h"
#include "ui/rules/RulesPage.h"
#include "ui/shell/HeaderStrip.h"
#include "ui/shell/Icon.h"
#include "ui/shell/MainMenu.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/PolicyFileNotice.h"
#include "ui/shell/ProxyTrouble.h"
#include "ui/shell/SnippetDialog.h"
#include "ui/shell/StatusStrip.h"
#include "ui/traffic/TrafficPage.h"
#include "ui/widgets/InlineMessage.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr QSize smallestSize{1024, 640};
constexpr QSize firstSize{1280, 800};

const auto geometryKey = QLatin1String("window/geometry");
const auto sectionKey = QLatin1String("window/section");
const auto appearanceKey = QLatin1String("window/appearance");
const auto zoomKey = QLatin1String("window/zoom");

} // namespace

MainWindow::MainWindow(const Services &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_theme(*qApp)
    , m_colors(m_theme)
    , m_policy(std::make_shared<models::Policy>())
{
    setWindowTitle(tr("Signalbox"));
    setWindowIcon(lineIcon(m_theme, IconName::Brand, IconTone::Accent));
    m_theme.setChoice(static_cast<Theme::Choice>(
        std::clamp(services.settings.value(appearanceKey, 0).toInt(), 0, 2)));
    m_theme.setZoom(services.settings.value(zoomKey, 100).toInt());
    buildLayout();
    new MainMenu(*this);
    restore();

    connect(&m_theme, &Theme::changed, this, [this] {
        m_services.settings.setValue(appearanceKey, static_cast<int>(m_theme.choice()));
        m_services.settings.setValue(zoomKey, m_theme.zoom());
    });
}

MainWindow::~MainWindow()
{
    // The pages refer to the theme, which as a member would go before them.
    delete takeCentralWidget();
}

void MainWindow::buildLayout()
{
    auto *centre = new QWidget(this);
    m_header = new HeaderStrip(m_theme, m_services.proxy, centre);
    m_rail = new NavigationRail(m_theme, centre);
    m_stack = new QStackedWidget(centre);
    auto *message = new InlineMessage(m_theme, centre);
    message->setObjectName(QStringLiteral("proxyTrouble"));
    m_trouble = new ProxyTrouble(m_services.proxy, *message, centre);
    auto *fileMessage = new InlineMessage(m_theme, centre);
    fileMessage->setObjectName(QStringLiteral("policyFileNotice"));
    new PolicyFileNotice(
        m_services.policies, [this] { return m_policy; }, *fileMessage, m_theme, centre);

    auto *content = new QVBoxLayout;
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(8);
    for (InlineMessage *shown : {message, fileMessage})
        content->addLayout(messageRow(shown));
    content->addWidget(m_stack, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(content, 1);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(middle, 1);
    column->addWidget(new StatusStrip(m_theme, m_services, centre));
    setCentralWidget(centre);
    setMinimumSize(smallestSize);
    // Else the first button would begin with the focus ring.
    m_stack->setFocus();

    connect(m_rail, &NavigationRail::sectionChosen, this, &MainWindow::openSection);
    connect(m_header, &HeaderStrip::startRequested, this, &MainWindow::startProxy);
    connect(m_header, &HeaderStrip::stopRequested, this, &MainWindow::stopProxy);
    connect(m_header, &HeaderStrip::snippetRequested, this, &MainWindow::showSnippets);
}

QLayout *MainWindow::messageRow(InlineMessage *message)
{
    auto *row = new QVBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(message);
    // A layout keeps its margins when all that is in it is hidden.
    connect(message, &InlineMessage::visibilityChanged, this, [row](bool isVisible) {
        row->setContentsMargins(isVisible ? QMargins(16, 12, 16, 0) : QMargins());
    });
    return row;
}

void MainWindow::restore()
{
    resize(firstSize);
    restoreGeometry(m_services.settings.value(geometryKey).toByteArray());
    const int section = m_services.settings.value(sectionKey, 0).toInt();
    openSection(static_cast<Section>(std::clamp(section, 0, sectionCount - 1)));
}

void MainWindow::setPolicy(const std::shared_ptr<const models::Policy> &policy)
{
    m_policy = policy;
    m_colors.setPolicy(*policy);
    if (m_live)
        m_live->setPolicy(policy);
    if (m_traffic)
        m_traffic->setPolicy(policy);
    if (m_rules)
        m_rules->setPolicy(policy);
    if (m_providers)
        m_providers->setPolicy(policy);
}

void MainWindow::openSection(Section section)
{
    m_section = section;
    m_rail->setCurrent(section);
    QWidget *opened = page(section);
    if (opened != m_stack->currentWidget()) {
        // Hiding the focus would hand it to whatever comes next; Tab shall begin with the page.
        const auto *before = m_stack->currentWidget();
        if (before && before->isAncestorOf(focusWidget()))
            m_stack->setFocus();
        m_stack->setCurrentWidget(opened);
    }
    m_services.settings.setValue(sectionKey, static_cast<int>(section));
}

void MainWindow::startProxy()
{
    m_services.proxy.start(m_services.proxySettings());
}

void MainWindow::stopProxy()
{
    m_services.proxy.stop();
}

void MainWindow::showSnippets()
{
    auto *dialog = new SnippetDialog(m_theme, m_services.proxySettings(),
                                     m_services.proxy.address(), *m_policy, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_rail->fitTo(width());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    // The draft is kept by itself; cases are files of the user's own.
    if (!m_closesAtOnce && m_rules && m_rules->hasChangedTests()) {
        event->ignore();
        openSection(Section::Rules);
        m_rules->settleTests([this] { closeAtOnce(); });
        return;
    }
    m_services.settings.setValue(geometryKey, saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::closeAtOnce()
{
    m_closesAtOnce = true;
    close();
}

QWidget *MainWindow::page(Section section)
{
    // Made when first opened: the window is there sooner.
    QWidget *&made = m_pages.at(static_cast<size_t>(section));
    if (!made) {
        made = makePage(section);
        m_stack->addWidget(made);
    }
    return made;
}

QWidget *MainWindow::makePage(Section section)
{
    const WindowContext context{.services = m_services, .theme = m_theme, .colors = m_colors};
    switch (section) {
    case Section::Live:
        m_live = new LivePage(context, m_stack);
        m_live->setPolicy(m_policy);
        connect(m_live, &LivePage::snippetRequested, this, &MainWindow::showSnippets);
        return m_live;
    case Section::Traffic:
        m_traffic = new TrafficPage(context, m_stack);
        m_traffic->setPolicy(m_policy);
        connect(m_traffic, &TrafficPage::snippetRequested, this, &MainWindow::showSnippets);
        connect(m_traffic, &TrafficPage::simulationRequested, this,
                [this](const models::ExchangeRecord &record) {
                    openSection(Section::Rules);
                    m_rules->simulate(record);
                });
        connect(m_traffic, &TrafficPage::testRequested, this,
                [this](const models::ExchangeRecord &record) {
                    openSection(Section::Rules);
                    m_rules->addTest(record);
                });
        return m_traffic;
    case Section::Rules:
        m_rules = new RulesPage(context, m_stack);
        m_rules->setPolicy(m_policy);
        connect(m_rules, &RulesPage::policyChanged, this,
                [this](const models::Policy &policy, const QString &message) {
                    save(policy, message, m_rules);
                });
        connect(m_rules, &RulesPage::exchangesRequested, this,
                [this](const QString &title, const QSet<quint64> &ids) {
                    openSection(Section::Traffic);
                    m_traffic->showExchanges(title, ids);
                });
        return m_rules;
    case Section::Providers:
        m_providers = new ProvidersPage(context, m_stack);
        m_providers->setPolicy(m_policy);
        connect(m_providers, &ProvidersPage::policyChanged, this,
                [this](const models::Policy &policy) {
                    save(policy, tr("Providers edited"), m_providers);
                });
        return m_providers;
    }
    return nullptr;
}

template<typename Page>
void MainWindow::save(const models::Policy &policy, const QString &message, Page *page)
{
    m_services.savePolicy(policy, message, [guard = QPointer<Page>(page)](const QString &problem) {
        if (guard)
            guard->showSaveResult(problem);
    });
}

} // namespace signalbox::ui

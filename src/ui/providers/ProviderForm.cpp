// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProviderForm.h"

#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUrl>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using models::Provider;
using models::ProviderDialect;

namespace {

constexpr double percent = 100.0;
constexpr int smallestFormField = 120;

constexpr std::array dialects{ProviderDialect::OpenAi,    ProviderDialect::OpenAiResponses,
                              ProviderDialect::Anthropic, ProviderDialect::Gemini,
                              ProviderDialect::Bedrock,   ProviderDialect::Cohere,
                              ProviderDialect::Ollama,    ProviderDialect::Simulated};

QString dialectTitle(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::OpenAi:
        return ProviderForm::tr("OpenAI Chat Completions");
    case ProviderDialect::OpenAiResponses:
        return ProviderForm::tr("OpenAI Responses");
    case ProviderDialect::Anthropic:
        return ProviderForm::tr("Anthropic Messages");
    case ProviderDialect::Gemini:
        return ProviderForm::tr("Google Gemini");
    case ProviderDialect::Bedrock:
        return ProviderForm::tr("Bedrock Converse");
    case ProviderDialect::Cohere:
        return ProviderForm::tr("Cohere");
    case ProviderDialect::Ollama:
        return ProviderForm::tr("Ollama");
    case ProviderDialect::Simulated:
        return ProviderForm::tr("Simulated");
    }
    return {};
}

/// Azure's classic addresses name one; its newer ones end in /v1.
bool hasApiVersion(ProviderDialect dialect, const QString &baseUrl)
{
    const bool isOpenAi =
        dialect == ProviderDialect::OpenAi || dialect == ProviderDialect::OpenAiResponses;
    return isOpenAi && baseUrl.contains(QLatin1String(".azure.com"))
        && !baseUrl.trimmed().endsWith(QLatin1String("/v1"));
}

} // namespace

ProviderForm::ProviderForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_name(new QLineEdit(this))
    , m_dialect(new QComboBox(this))
    , m_baseUrl(new QLineEdit(this))
    , m_keyHeader(new QLineEdit(this))
    , m_apiVersion(new QLineEdit(this))
    , m_streamUsage(new QCheckBox(tr("Ask streams for their usage"), this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_name->setObjectName(QStringLiteral("providerName"));
    m_baseUrl->setObjectName(QStringLiteral("providerBaseUrl"));
    m_keyHeader->setPlaceholderText(tr("As the API has it"));
    m_apiVersion->setPlaceholderText(tr("The latest that Signalbox knows"));
    m_apiVersion->setObjectName(QStringLiteral("providerApiVersion"));
    m_streamUsage->setToolTip(tr("Off for providers that refuse stream_options; Signalbox then "
                                 "counts what they send by themselves"));
    // Else its focus frame would span the row.
    m_streamUsage->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_dialect->setMinimumWidth(smallestFormField); // long names of APIs give way
    m_dialect->setObjectName(QStringLiteral("providerDialect"));
    for (const ProviderDialect dialect : dialects)
        m_dialect->addItem(dialectTitle(dialect), static_cast<int>(dialect));
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("API"), m_dialect);
    m_form->addRow(tr("Base URL"), m_baseUrl);
    m_form->addRow(tr("Key header"), m_keyHeader);
    m_form->addRow(tr("API version"), m_apiVersion);
    m_form->addRow(QString(), m_streamUsage);
    m_ttft = addNumber(tr("Time to first token"), tr(" ms"), 60'000);
    m_speed = addNumber(tr("Speed"), tr(" tokens/s"), 10'000);
    m_errors = addNumber(tr("Server errors"), tr(" %"), percent);
    for (auto *field : {m_name, m_baseUrl, m_keyHeader, m_apiVersion})
        connect(field, &QLineEdit::textEdited, this, &ProviderForm::edited);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &ProviderForm::showRows);
    connect(m_streamUsage, &QCheckBox::toggled, this, [this] {
        if (!m_isFilling)
            emit edited();
    });
    connect(m_dialect, &QComboBox::activated, this, [this] {
        showRows();
        emit edited();
    });
    for (auto *field : std::initializer_list<QWidget *>{m_name, m_dialect, m_baseUrl, m_keyHeader,
                                                        m_apiVersion, m_ttft, m_speed, m_errors}) {
        if (auto *label = qobject_cast<QLabel *>(m_form->labelForField(field)))
            field->setAccessibleName(label->text());
    }
}

QDoubleSpinBox *ProviderForm::addNumber(const QString &name, const QString &unit, double largest)
{
    auto *field = new QDoubleSpinBox(this);
    field->setRange(0, largest);
    field->setDecimals(0);
    field->setSuffix(unit);
    field->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(field, &QDoubleSpinBox::valueChanged, this, [this] {
        if (!m_isFilling)
            emit edited();
    });
    m_form->addRow(name, field);
    return field;
}

void ProviderForm::setProvider(const Provider &provider)
{
    m_isFilling = true;
    m_provider = provider;
    m_name->setText(provider.displayName());
    m_dialect->setCurrentIndex(m_dialect->findData(static_cast<int>(provider.dialect)));
    m_baseUrl->setText(provider.baseUrl);
    m_baseUrl->home(false); // where it is narrow, its beginning tells more
    m_keyHeader->setText(provider.keyHeader);
    m_apiVersion->setText(provider.apiVersion);
    m_streamUsage->setChecked(provider.requestStreamUsage);
    m_ttft->setValue(provider.simulated.ttftMs);
    m_speed->setValue(provider.simulated.tokensPerSecond);
    m_errors->setValue(provider.simulated.serverErrorShare * percent);
    m_isFilling = false;
    showRows();
}

Provider ProviderForm::provider() const
{
    Provider provider = m_provider;
    const QString name = m_name->text().trimmed();
    provider.name = name == provider.id ? QString() : name;
    provider.dialect = static_cast<ProviderDialect>(m_dialect->currentData().toInt());
    provider.baseUrl = m_baseUrl->text().trimmed();
    while (provider.baseUrl.endsWith(QLatin1Char('/')))
        provider.baseUrl.chop(1);
    provider.keyHeader = m_keyHeader->text().trimmed();
    provider.apiVersion = m_apiVersion->text().trimmed();
    provider.requestStreamUsage = m_streamUsage->isChecked();
    if (provider.dialect == ProviderDialect::Simulated) {
        provider.simulated.ttftMs = m_ttft->value();
        provider.simulated.tokensPerSecond = m_speed->value();
        provider.simulated.serverErrorShare = m_errors->value() / percent;
    }
    return provider;
}

QString ProviderForm::problem() const
{
    const Provider edited = provider();
    if (edited.dialect == ProviderDialect::Simulated)
        return {};
    const QUrl url(edited.baseUrl, QUrl::StrictMode);
    const bool isHttp =
        url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isHttp || url.host().isEmpty())
        return tr("The base URL must begin with https:// or http:// and name a host.");
    return {};
}

void ProviderForm::showRows()
{
    const auto dialect = static_cast<ProviderDialect>(m_dialect->currentData().toInt());
    const bool isSimulated = dialect == ProviderDialect::Simulated;
    const bool isOpenAi = dialect == ProviderDialect::OpenAi;
    const auto show = [this](QWidget *field, bool shown) { m_form->setRowVisible(field, shown); };
    show(m_baseUrl, !isSimulated);
    show(m_keyHeader, !isSimulated);
    show(m_apiVersion, hasApiVersion(dialect, m_baseUrl->text()));
    show(m_streamUsage, isOpenAi);
    show(m_ttft, isSimulated);
    show(m_speed, isSimulated);
    show(m_errors, isSimulated);
}

} // namespace signalbox::ui

// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/CommandLine.h"

#include "models/base/NearestName.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace signalbox::app {

namespace {

const QLatin1String checkCommand("check");
const QLatin1String explainCommand("explain");

const QLatin1String headlessOption("headless");
const QLatin1String policyOption("policy");
const QLatin1String listenOption("listen");
const QLatin1String dataDirOption("data-dir");
const QLatin1String clientKeyOption("client-key");
const QLatin1String noClientKeyOption("no-client-key");
const QLatin1String routeOption("route");
const QLatin1String helpOption("help");
const QLatin1String versionOption("version");

enum class Takes : quint8 { Nothing, Value };

struct Option
{
    QLatin1String name;
    Takes takes;
};

constexpr std::array options{
    Option{QLatin1String("headless"), Takes::Nothing},
    Option{QLatin1String("policy"), Takes::Value},
    Option{QLatin1String("listen"), Takes::Value},
    Option{QLatin1String("data-dir"), Takes::Value},
    Option{QLatin1String("client-key"), Takes::Value},
    Option{QLatin1String("no-client-key"), Takes::Nothing},
    Option{QLatin1String("route"), Takes::Value},
    Option{QLatin1String("help"), Takes::Nothing},
    Option{QLatin1String("version"), Takes::Nothing},
};

// What QGuiApplication and QApplication take out of argv, and whether a value follows.
constexpr std::array qtOptions{
    Option{QLatin1String("platform"), Takes::Value},
    Option{QLatin1String("platformpluginpath"), Takes::Value},
    Option{QLatin1String("platformtheme"), Takes::Value},
    Option{QLatin1String("plugin"), Takes::Value},
    Option{QLatin1String("qwindowgeometry"), Takes::Value},
    Option{QLatin1String("geometry"), Takes::Value},
    Option{QLatin1String("qwindowicon"), Takes::Value},
    Option{QLatin1String("icon"), Takes::Value},
    Option{QLatin1String("qwindowtitle"), Takes::Value},
    Option{QLatin1String("title"), Takes::Value},
    Option{QLatin1String("session"), Takes::Value},
    Option{QLatin1String("display"), Takes::Value},
    Option{QLatin1String("style"), Takes::Value},
    Option{QLatin1String("stylesheet"), Takes::Value},
    Option{QLatin1String("reverse"), Takes::Nothing},
    Option{QLatin1String("widgetcount"), Takes::Nothing},
};

template<typename Options>
const Option *find(const Options &list, const QString &name)
{
    const auto *found = std::ranges::find(list, name, &Option::name);
    return found == list.end() ? nullptr : &*found;
}

QString quoted(const QString &text)
{
    QString shown = text.left(80);
    for (QChar &c : shown) {
        if (!c.isPrint())
            c = u'?';
    }
    return u'"' + shown + u'"';
}

/// The arguments sorted into options and the rest, before anything is made of them.
struct Sorted
{
    QHash<QString, QString> options; ///< with its value; empty for one that takes none
    QStringList others;
    bool hasQtOptions = false;
    std::optional<QString> fault;
};

QString unknownOption(const QString &argument, const QString &name)
{
    QStringList names;
    for (const Option &option : options)
        names.append(option.name);
    // What stands behind = may be a client key.
    const QString shown = argument.section(u'=', 0, 0);
    const QString nearest = models::nearestName(name, names);
    return QStringLiteral("Unknown option %1.").arg(quoted(shown))
        + (nearest.isEmpty() ? QStringLiteral(" See signalbox --help.")
                             : QStringLiteral(" Did you mean \"--%1\"?").arg(nearest));
}

/// One argument that begins with a dash, taken apart.
struct Written
{
    bool isLong = false;
    QString name;
    std::optional<QString> value; ///< behind =, which may be nothing
};

Written takeApart(const QString &argument)
{
    if (argument == QLatin1String("-h") || argument == QLatin1String("-?"))
        return {.isLong = true, .name = helpOption, .value = {}};
    if (argument == QLatin1String("-v") || argument == QLatin1String("-V"))
        return {.isLong = true, .name = versionOption, .value = {}};
    Written written;
    written.isLong = argument.startsWith(QLatin1String("--"));
    const QString bare = argument.mid(written.isLong ? 2 : 1);
    written.name = bare.section(u'=', 0, 0);
    if (bare.contains(u'='))
        written.value = bare.mid(written.name.size() + 1);
    return written;
}

/// The value of an option at \a index that takes one: its own, or the next argument, which is used
/// up. An option in its place means that the value was forgotten.
QString takeValue(const Written &written, const QStringList &arguments, qsizetype &index)
{
    if (written.value)
        return *written.value;
    const QString next = arguments.value(index + 1);
    if (next.startsWith(QLatin1String("--")))
        return {};
    ++index;
    return next;
}

/// Takes the option at \a index, and its value, which may be the next argument.
void takeOption(const QStringList &arguments, qsizetype &index, Sorted &sorted)
{
    const Written written = takeApart(arguments[index]);
    const QString &name = written.name;
    const Option *option = written.isLong ? find(options, name) : nullptr;
    if (const Option *qtOption = find(qtOptions, name); !option && qtOption) {
        sorted.hasQtOptions = true;
        if (qtOption->takes == Takes::Value)
            takeValue(written, arguments, index);
        return;
    }
    if (!option) {
        sorted.fault = unknownOption(arguments[index], name);
        return;
    }
    if (option->takes == Takes::Nothing && written.value) {
        sorted.fault = QStringLiteral("--%1 takes no value.").arg(name);
        return;
    }
    const bool takesValue = option->takes == Takes::Value;
    const QString value = takesValue ? takeValue(written, arguments, index) : QString();
    if (takesValue && value.isEmpty())
        sorted.fault = QStringLiteral("--%1 needs a value.").arg(name);
    else if (sorted.options.contains(name))
        sorted.fault = QStringLiteral("--%1 is given twice.").arg(name);
    else
        sorted.options.insert(name, value);
}

Sorted sort(const QStringList &arguments)
{
    Sorted sorted;
    bool onlyOthers = false;
    for (qsizetype i = 0; i < arguments.size() && !sorted.fault; ++i) {
        const QString &argument = arguments[i];
        if (!onlyOthers && argument == QLatin1String("--"))
            onlyOthers = true;
        else if (!onlyOthers && argument.startsWith(u'-') && argument.size() > 1)
            takeOption(arguments, i, sorted);
        else
            sorted.others.append(argument);
    }
    return sorted;
}

/// The first option given that is not among \a allowed, as a fault of \a command.
std::optional<QString> misplaced(const Sorted &sorted, const QString &command,
                                 std::initializer_list<QLatin1String> allowed)
{
    for (const Option &option : options) {
        if (sorted.options.contains(option.name) && std::ranges::count(allowed, option.name) == 0)
            return QStringLiteral("--%1 does not go with %2.").arg(option.name, command);
    }
    return std::nullopt;
}

std::optional<QString> valueOf(const Sorted &sorted, QLatin1String name)
{
    const auto found = sorted.options.constFind(name);
    return found == sorted.options.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<ListenAddress> listenAddress(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    const QString host = text.left(colon).toLower();
    const QString portText = text.mid(colon + 1);
    const bool isNumber = colon > 0 && !portText.isEmpty()
        && std::ranges::all_of(portText, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const ushort port = portText.toUShort(&fits);
    if (!isNumber || !fits)
        return std::nullopt;
    if (host == QLatin1String("127.0.0.1") || host == QLatin1String("localhost"))
        return ListenAddress{.address = QStringLiteral("127.0.0.1"), .port = port};
    if (host == QLatin1String("[::1]"))
        return ListenAddress{.address = QStringLiteral("::1"), .port = port};
    return std::nullopt;
}

/// A header carries it, so it is made of visible ASCII.
bool isClientKey(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

/// Fills in what is common to running with and without a window. Returns the fault, if any.
std::optional<QString> readRunOptions(const Sorted &sorted, RunOptions &out)
{
    out.policyFile = valueOf(sorted, policyOption);
    out.dataDirectory = valueOf(sorted, dataDirOption);
    out.clientKey = valueOf(sorted, clientKeyOption);
    out.withoutClientKey = sorted.options.contains(noClientKeyOption);
    if (out.clientKey && out.withoutClientKey)
        return QStringLiteral("--client-key and --no-client-key exclude each other.");
    if (out.clientKey && !isClientKey(*out.clientKey))
        return QStringLiteral("--client-key takes ASCII characters without spaces.");
    if (const auto listen = valueOf(sorted, listenOption)) {
        out.listen = listenAddress(*listen);
        if (!out.listen)
            return QStringLiteral("--listen takes 127.0.0.1:PORT, [::1]:PORT or localhost:PORT "
                                  "with a port from 0 to 65535, not %1.")
                .arg(quoted(*listen));
    }
    return std::nullopt;
}

Command parseCheck(const Sorted &sorted)
{
    if (const auto fault = misplaced(sorted, checkCommand, {}))
        return UsageError{*fault};
    if (sorted.others.size() != 2)
        return UsageError{QStringLiteral("Usage: signalbox check FILE")};
    return Check{sorted.others[1]};
}

Command parseExplain(const Sorted &sorted)
{
    if (const auto fault = misplaced(sorted, explainCommand, {policyOption, routeOption}))
        return UsageError{*fault};
    if (sorted.others.size() != 1)
        return UsageError{QStringLiteral(
            "Usage: signalbox explain [--policy FILE] [--route NAME] < request.json")};
    return Explain{.policyFile = valueOf(sorted, policyOption),
                   .route = valueOf(sorted, routeOption)};
}

Command parseHeadless(const Sorted &sorted)
{
    if (const auto fault = misplaced(sorted, QStringLiteral("--headless"),
                                     {headlessOption, policyOption, listenOption, dataDirOption,
                                      clientKeyOption, noClientKeyOption}))
        return UsageError{*fault};
    if (!sorted.others.isEmpty())
        return UsageError{QStringLiteral("Unexpected argument %1. --policy FILE names the policy.")
                              .arg(quoted(sorted.others.constFirst()))};
    RunHeadless headless;
    if (const auto fault = readRunOptions(sorted, headless.options))
        return UsageError{*fault};
    return headless;
}

Command parseWindow(const Sorted &sorted)
{
    if (const auto fault = misplaced(
            sorted, QStringLiteral("the window"),
            {policyOption, listenOption, dataDirOption, clientKeyOption, noClientKeyOption}))
        return UsageError{*fault};
    RunWindow window;
    if (const auto fault = readRunOptions(sorted, window.options))
        return UsageError{*fault};
    if (sorted.others.isEmpty())
        return window;
    const QString file = sorted.others.constFirst();
    const bool isWord = !file.contains(u'.') && !file.contains(u'/');
    if (const QString nearest = models::nearestName(file, {checkCommand, explainCommand});
        isWord && !nearest.isEmpty())
        return UsageError{
            QStringLiteral("Unknown command %1. Did you mean \"%2\"?").arg(quoted(file), nearest)};
    if (sorted.others.size() > 1)
        return UsageError{QStringLiteral("Unexpected argument %1. There is room for one FILE.")
                              .arg(quoted(sorted.others[1]))};
    if (file.isEmpty())
        return UsageError{QStringLiteral("The name of the policy file is empty.")};
    if (window.options.policyFile)
        return UsageError{QStringLiteral("FILE and --policy both name the policy; give one.")};
    window.options.policyFile = file;
    return window;
}

} // namespace

Command parseCommandLine(const QStringList &arguments)
{
    const Sorted sorted = sort(arguments);
    if (sorted.fault)
        return UsageError{*sorted.fault};
    if (sorted.options.contains(helpOption))
        return ShowHelp{};
    if (sorted.options.contains(versionOption))
        return ShowVersion{};
    const QString first = sorted.others.value(0);
    const bool isCheck = first == checkCommand;
    const bool isExplain = first == explainCommand;
    const bool isHeadless = sorted.options.contains(headlessOption);
    if (sorted.hasQtOptions && (isCheck || isExplain || isHeadless))
        return UsageError{QStringLiteral("Options of Qt go with the window only.")};
    if (isCheck)
        return parseCheck(sorted);
    if (isExplain)
        return parseExplain(sorted);
    return isHeadless ? parseHeadless(sorted) : parseWindow(sorted);
}

QString helpText()
{
    return QStringLiteral(R"(Signalbox routes language models: a local proxy with a window.

Usage:
  signalbox [OPTIONS] [FILE]             open the window; the proxy runs
  signalbox --headless [OPTIONS]         run the proxy without a display
  signalbox check FILE                   check a policy
  signalbox explain [--policy FILE] [--route NAME] < request.json
                                         show the decision for a request, as
                                         JSON; nobody is called

FILE is a policy, usually NAME.signalbox.json. Without one, Signalbox starts
with its simulated provider and the route "auto".

Options:
  --policy FILE       read this policy
  --listen HOST:PORT  listen here instead of where the policy says; HOST is
                      127.0.0.1, [::1] or localhost, port 0 takes a free one
  --data-dir DIR      keep records and settings here
  --client-key KEY    what clients must send as their API key
  --no-client-key     let in every client of this machine
  --route NAME        with explain: decide as if the request named this route
  -h, --help          show this text
  -v, --version       show the version

When it is ready, signalbox --headless prints one line:
  signalbox listening on http://127.0.0.1:PORT
SIGTERM and SIGINT end it in order.

Exit codes:
   0  done
   2  check: the policy has errors; they are on stderr, one a line, as
      FILE:LINE: /path/in/the/document: message
  64  the command line is wrong
  75  the port is in use
)");
}

} // namespace signalbox::app

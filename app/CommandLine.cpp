// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/CommandLine.h"

#include "app/Arguments.h"
#include "models/base/NearestName.h"

#include <algorithm>

namespace signalbox::app {

namespace {

const QLatin1String checkCommand("check");
const QLatin1String explainCommand("explain");
const QLatin1String testCommand("test");

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
std::optional<QString> readRunOptions(const Arguments &sorted, RunOptions &out)
{
    out.policyFile = sorted.valueOf(policyOption);
    out.dataDirectory = sorted.valueOf(dataDirOption);
    out.clientKey = sorted.valueOf(clientKeyOption);
    out.withoutClientKey = sorted.has(noClientKeyOption);
    if (out.clientKey && out.withoutClientKey)
        return QStringLiteral("--client-key and --no-client-key exclude each other.");
    if (out.clientKey && !isClientKey(*out.clientKey))
        return QStringLiteral("--client-key takes ASCII characters without spaces.");
    if (const auto listen = sorted.valueOf(listenOption)) {
        out.listen = listenAddress(*listen);
        if (!out.listen)
            return QStringLiteral("--listen takes 127.0.0.1:PORT, [::1]:PORT or localhost:PORT "
                                  "with a port from 0 to 65535, not %1.")
                .arg(quoted(*listen));
    }
    return std::nullopt;
}

/// Takes FILE for the policy. Returns the fault, if any.
std::optional<QString> takePolicyFile(const Arguments &sorted, RunOptions &out)
{
    if (sorted.others.isEmpty())
        return std::nullopt;
    const QString file = sorted.others.constFirst();
    const bool isWord = !file.contains(u'.') && !file.contains(u'/');
    if (const QString nearest =
            models::nearestName(file, {checkCommand, explainCommand, testCommand});
        isWord && !nearest.isEmpty())
        return QStringLiteral("Unknown command %1. Did you mean \"%2\"?")
            .arg(quoted(file), nearest);
    if (sorted.others.size() > 1)
        return QStringLiteral("Unexpected argument %1. There is room for one FILE.")
            .arg(quoted(sorted.others[1]));
    if (file.isEmpty())
        return QStringLiteral("The name of the policy file is empty.");
    if (out.policyFile)
        return QStringLiteral("FILE and --policy both name the policy; give one.");
    out.policyFile = file;
    return std::nullopt;
}

Command parseCheck(const Arguments &sorted)
{
    if (const auto fault = sorted.misplaced(checkCommand, {dataDirOption}))
        return UsageError{*fault};
    if (sorted.others.size() != 2)
        return UsageError{QStringLiteral("Usage: signalbox check FILE [--data-dir DIR]")};
    return Check{.file = sorted.others[1], .dataDirectory = sorted.valueOf(dataDirOption)};
}

Command parseExplain(const Arguments &sorted)
{
    if (const auto fault = sorted.misplaced(
            explainCommand, {policyOption, routeOption, clientOption, dataDirOption}))
        return UsageError{*fault};
    if (sorted.others.size() != 1)
        return UsageError{QStringLiteral(
            "Usage: signalbox explain [--policy FILE] [--route NAME] [--client NAME] "
            "[--data-dir DIR] < request.json")};
    return Explain{.policyFile = sorted.valueOf(policyOption),
                   .route = sorted.valueOf(routeOption),
                   .client = sorted.valueOf(clientOption),
                   .dataDirectory = sorted.valueOf(dataDirOption)};
}

Command parseTest(const Arguments &sorted)
{
    if (const auto fault = sorted.misplaced(testCommand, {policyOption, junitOption}))
        return UsageError{*fault};
    const QStringList files = sorted.others.mid(1);
    if (files.isEmpty() || files.contains(QString()))
        return UsageError{
            QStringLiteral("Usage: signalbox test [--policy FILE] [--junit OUT] FILE...")};
    return Test{.files = files,
                .policyFile = sorted.valueOf(policyOption),
                .junitFile = sorted.valueOf(junitOption)};
}

Command parseHeadless(const Arguments &sorted)
{
    if (const auto fault = sorted.misplaced(QStringLiteral("--headless"),
                                            {headlessOption, policyOption, listenOption,
                                             dataDirOption, clientKeyOption, noClientKeyOption}))
        return UsageError{*fault};
    RunHeadless headless;
    if (const auto fault = readRunOptions(sorted, headless.options))
        return UsageError{*fault};
    if (const auto fault = takePolicyFile(sorted, headless.options))
        return UsageError{*fault};
    return headless;
}

Command parseWindow(const Arguments &sorted)
{
    if (const auto fault = sorted.misplaced(
            QStringLiteral("the window"),
            {policyOption, listenOption, dataDirOption, clientKeyOption, noClientKeyOption}))
        return UsageError{*fault};
    RunWindow window;
    if (const auto fault = readRunOptions(sorted, window.options))
        return UsageError{*fault};
    if (const auto fault = takePolicyFile(sorted, window.options))
        return UsageError{*fault};
    return window;
}

} // namespace

Command parseCommandLine(const QStringList &arguments)
{
    const Arguments sorted = Arguments::sort(arguments);
    if (sorted.fault)
        return UsageError{*sorted.fault};
    if (sorted.has(helpOption))
        return ShowHelp{};
    if (sorted.has(versionOption))
        return ShowVersion{};
    const QString first = sorted.others.value(0);
    const bool isCheck = first == checkCommand;
    const bool isExplain = first == explainCommand;
    const bool isTest = first == testCommand;
    const bool isHeadless = sorted.has(headlessOption);
    if (sorted.hasQtOptions && (isCheck || isExplain || isTest || isHeadless))
        return UsageError{QStringLiteral("Options of Qt go with the window only.")};
    if (isCheck)
        return parseCheck(sorted);
    if (isExplain)
        return parseExplain(sorted);
    if (isTest)
        return parseTest(sorted);
    return isHeadless ? parseHeadless(sorted) : parseWindow(sorted);
}

QString helpText()
{
    return QStringLiteral(R"(Signalbox routes language models: a local proxy with a window.

Usage:
  signalbox [OPTIONS] [FILE]             open the window; the proxy runs
  signalbox --headless [OPTIONS] [FILE]  run the proxy without a display
  signalbox check FILE [--data-dir DIR]  check a policy
  signalbox explain [--policy FILE] [--route NAME] [--client NAME]
                    [--data-dir DIR]
                    < request.json       show the decision for a request, as
                                         JSON; nobody is called
  signalbox test [--policy FILE] [--junit OUT] TESTS...
                                         try the cases of route tests, usually
                                         NAME.signalbox-tests.json beside the
                                         policy; nobody is called

FILE is a policy, usually NAME.signalbox.json. Without one, Signalbox starts
with its simulated provider and the route "auto".

Options:
  --policy FILE       read this policy
  --listen HOST:PORT  listen here instead of where the policy says; HOST is
                      127.0.0.1, [::1] or localhost, port 0 takes a free one
  --data-dir DIR      keep records and settings here; with check: go by the
                      prices there; with explain: decide by what the proxy
                      that keeps them here has learned, spent and let through
  --client-key KEY    what clients must send as their API key
  --no-client-key     let in every client of this machine
  --route NAME        with explain: decide as if the request named this route
  --client NAME       with explain: decide as for the client key of this name
  --junit OUT         with test: write the results here, as JUnit's XML
  -h, --help          show this text
  -v, --version       show the version

When it is ready, signalbox --headless prints one line:
  signalbox listening on http://127.0.0.1:PORT
SIGTERM and SIGINT end it in order.

Exit codes:
   0  done
   1  explain: nobody would serve the request; test: a case failed
   2  check, explain, test: a file cannot be read or has errors; they are on
      stderr, one a line, as FILE:LINE: /path/in/the/document: message
  64  the command line is wrong
  75  the port is in use
)");
}

} // namespace signalbox::app

@echo off
rem Runs the Lockproof command line; builds it first when it is missing or older than its sources.
rem The script without an extension does the same, step by step.
rem No blocks: a parenthesis in an argument or a path would end them.
setlocal DisableDelayedExpansion
set "HOME_DIR=%~dp0"
set "JAR=%HOME_DIR%processor\cli\target\lockproof.jar"
set "STALE=75"

set "JAVA="
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
if not defined JAVA goto nojava
if not exist "%JAVA%" goto nojava

rem The jar itself tells whether it is older than its sources.
if not exist "%JAR%" goto build
"%JAVA%" %LOCKPROOF_JAVA_OPTS% "-Dlockproof.home=%HOME_DIR%." -Dlockproof.built=false -jar "%JAR%" %*
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="%STALE%" exit /b %CODE%

:build
echo lockproof: building the command line first 1>&2
if not defined LOCKPROOF_MVN set "LOCKPROOF_MVN=mvnw.cmd"
set "LOG=%HOME_DIR%processor\cli\target\launcher-build.log"
if not exist "%HOME_DIR%processor\cli\target" mkdir "%HOME_DIR%processor\cli\target"
pushd "%HOME_DIR%"
call %LOCKPROOF_MVN% -B -q -pl processor/cli -am package -DskipTests -Dspotless.check.skip=true >"%LOG%" 2>&1
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" goto failed
"%JAVA%" %LOCKPROOF_JAVA_OPTS% "-Dlockproof.home=%HOME_DIR%." -Dlockproof.built=true -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:failed
type "%LOG%" 1>&2
echo lockproof: the build failed; with an installed Maven, try set LOCKPROOF_MVN=mvn 1>&2
exit /b 2

:nojava
echo lockproof: no Java found; install a JDK 17 or later, or set JAVA_HOME 1>&2
exit /b 2

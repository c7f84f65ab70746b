@echo off
rem Runs the Lockproof command line; builds it first when it is missing or older than its sources.
setlocal
set "HOME_DIR=%~dp0"
set "JAR=%HOME_DIR%processor\cli\target\lockproof.jar"
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java")
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo lockproof: no Java found; install a JDK 17 or later, or set JAVA_HOME 1>&2
  exit /b 2
)
if not defined LOCKPROOF_MVN set "LOCKPROOF_MVN=mvnw.cmd"

set "STALE=1"
if exist "%JAR%" for /f %%s in ('powershell -NoProfile -Command ^
  "$j=(Get-Item '%JAR%').LastWriteTime; $n=Get-ChildItem '%HOME_DIR%pom.xml','%HOME_DIR%annotations','%HOME_DIR%runtime','%HOME_DIR%processor\javac','%HOME_DIR%processor\cli','%HOME_DIR%docs\rules' -Recurse -File | Where-Object { $_.FullName -notmatch '\\target\\|\\src\\test\\' -and $_.LastWriteTime -gt $j } | Select-Object -First 1; if ($n) {1} else {0}"') do set "STALE=%%s"

if "%STALE%"=="1" (
  echo lockproof: building the command line first 1>&2
  pushd "%HOME_DIR%"
  call %LOCKPROOF_MVN% -B -q -pl processor/cli -am package -DskipTests -Dspotless.check.skip=true 1>&2
  if errorlevel 1 (
    popd
    echo lockproof: the build failed; with an installed Maven, try set LOCKPROOF_MVN=mvn 1>&2
    exit /b 2
  )
  popd
  powershell -NoProfile -Command "(Get-Item '%JAR%').LastWriteTime = Get-Date"
)

"%JAVA%" %LOCKPROOF_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

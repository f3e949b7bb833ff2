@echo off
rem Khai Giang on Windows: finds a Python and hands over to kg.
setlocal
chcp 65001 >nul
where py >nul 2>nul && (py -3 "%~dp0kg" %* & exit /b)
where python >nul 2>nul && (python "%~dp0kg" %* & exit /b)
echo Khai Giang can Python 3.11 tro len: hay cai Python roi chay lai. 1>&2
echo Khai Giang needs Python 3.11 or newer: install Python and run again. 1>&2
exit /b 1

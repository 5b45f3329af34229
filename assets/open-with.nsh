; Puts the application among "Open with" for workbooks, without becoming what a double click opens.
!define OPEN_WITH_ID "ThriveCashReconciler.Workbook"

; Explorer keeps its list until it hears that associations have changed (SHCNE_ASSOCCHANGED, SHCNF_IDLIST).
!macro tellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OPEN_WITH_ID}" "" "Workbook to reconcile"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OPEN_WITH_ID}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.xlsx\OpenWithProgids" "${OPEN_WITH_ID}" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "${OPEN_WITH_ID}" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.parquet\OpenWithProgids" "${OPEN_WITH_ID}" ""
  !insertmacro tellExplorer
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.xlsx\OpenWithProgids" "${OPEN_WITH_ID}"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "${OPEN_WITH_ID}"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.parquet\OpenWithProgids" "${OPEN_WITH_ID}"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\${OPEN_WITH_ID}"
  !insertmacro tellExplorer
!macroend

; Puts the application among "Open with" for workbooks, without becoming what a double click opens.
!define OPEN_WITH_ID "ThriveCashReconciler.Workbook"

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OPEN_WITH_ID}" "" "Workbook to reconcile"
  WriteRegStr SHELL_CONTEXT "Software\Classes\${OPEN_WITH_ID}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.xlsx\OpenWithProgids" "${OPEN_WITH_ID}" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "${OPEN_WITH_ID}" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.parquet\OpenWithProgids" "${OPEN_WITH_ID}" ""
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.xlsx\OpenWithProgids" "${OPEN_WITH_ID}"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "${OPEN_WITH_ID}"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.parquet\OpenWithProgids" "${OPEN_WITH_ID}"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\${OPEN_WITH_ID}"
!macroend

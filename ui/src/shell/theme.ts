// ui/src/shell/theme.ts - the colours and sizes, once: Ant Design takes them as tokens, our own styles as variables.
import { theme, type ThemeConfig } from "antd";

// Every pair of text and ground here has a contrast of 4.5 or more.
const day = {
	ground: "#f4f5f7", panel: "#ffffff", raised: "#ffffff", line: "#e3e5e9", hover: "#eef0f3",
	text: "#1b1f26", soft: "#57606c", accent: "#1d5fbf", pale: "#e8f0fb",
	good: "#1a7f45", warn: "#96600a", bad: "#c02a2a", bell: "#c02a2a",
};
const night: typeof day = {
	ground: "#0e1013", panel: "#16191d", raised: "#1e2227", line: "#2b3037", hover: "#22272d",
	text: "#e4e7eb", soft: "#9ba4b0", accent: "#7fb0f5", pale: "#1b2a3f",
	good: "#5cc98a", warn: "#e0a84a", bad: "#f28b82", bell: "#c02a2a",
};

export const coloursOf = (dark: boolean): typeof day => (dark ? night : day);

export function themeOf(dark: boolean): ThemeConfig {
	const c = coloursOf(dark);
	return {
		algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
		hashed: false,
		token: {
			fontSize: 13, controlHeight: 30, controlHeightSM: 26, borderRadius: 6, wireframe: false,
			fontFamily: "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
			colorPrimary: dark ? "#3b78cf" : c.accent, colorPrimaryHover: dark ? "#3a6dba" : "#2a69c4",
			colorErrorHover: dark ? "#b84a43" : "#a82323", colorLink: c.accent, colorLinkHover: c.accent, colorInfo: dark ? "#3b78cf" : c.accent,
			colorError: dark ? "#d8574f" : c.bad, colorSuccess: dark ? "#3fae70" : c.good, colorWarning: dark ? "#d09a3e" : "#c98a1b",
			colorBgLayout: c.ground, colorBgContainer: c.panel, colorBgElevated: c.raised,
			colorBorder: dark ? "#3a4049" : "#cdd1d8", colorBorderSecondary: c.line, colorSplit: c.line,
			colorText: c.text, colorTextHeading: c.text, colorTextSecondary: c.soft, colorTextTertiary: c.soft,
			colorTextDescription: c.soft, colorTextPlaceholder: dark ? "#8b94a0" : "#6b7480",
			motionDurationMid: "0.12s", motionDurationSlow: "0.16s",
		},
		components: {
			Table: { headerBg: c.panel, headerColor: c.soft, cellPaddingBlockSM: 6, cellPaddingInlineSM: 8, headerSplitColor: "transparent", fontWeightStrong: 500 },
			Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", defaultHoverColor: c.accent, defaultHoverBorderColor: c.accent, defaultActiveColor: c.accent },
			Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
			Layout: { bodyBg: c.ground },
			Tabs: { itemSelectedColor: c.accent, itemHoverColor: c.accent, inkBarColor: c.accent },
		},
	};
}
